import type { FastifyInstance } from 'fastify';
import * as people from '#contracts/people.ts';
import { readPeople } from '#db/people.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { activatePerson } from './activate.ts';
import { createPerson } from './create.ts';
import { importPeople } from './import.ts';
import { resetPassword } from './reset-password.ts';
import { savePerson } from './save.ts';

/** The administration of the desk's people. */
export function peopleRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const manage = guard('manage_people');
	serve(app, people.readPeople, guard('people'), ({ query }) => readPeople(services.pool, query));
	serve(app, people.createPerson, manage, ({ actor, body }) => createPerson(services, actor, body));
	serve(app, people.importPeople, manage, ({ actor, body }) => importPeople(services, actor, body));
	serve(app, people.savePerson, manage, ({ actor, params, body }) =>
		savePerson(services, actor, params.id, body)
	);
	serve(app, people.activatePerson, manage, ({ actor, params, body }) =>
		activatePerson(services, actor, params.id, body.active)
	);
	serve(app, people.resetPassword, manage, ({ actor, params }) => resetPassword(services, actor, params.id));
}
