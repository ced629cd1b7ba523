import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/office.ts';
import * as post from '#contracts/post.ts';
import { readOffices } from '#db/office.ts';
import { postsOf } from '#db/post.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { importOffices } from './import.ts';
import { readOffice } from './read.ts';
import { putPost, seatHolder } from './posts.ts';
import { activateOffice, createOffice, saveOffice } from './save.ts';

/** The administration of offices, their posts and who holds them. */
export function officeRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const manage = guard('manage_reference');
	serve(app, contract.readOffices, guard('reference'), ({ query }) => readOffices(services.pool, query));
	serve(app, contract.readOffice, guard('reference'), ({ params }) => readOffice(services, params.code));
	serve(app, contract.createOffice, manage, ({ actor, body }) => createOffice(services, actor, body));
	serve(app, contract.importOffices, manage, ({ actor, body }) => importOffices(services, actor, body));
	serve(app, contract.saveOffice, manage, ({ actor, params, body }) =>
		saveOffice(services, actor, params.code, body)
	);
	serve(app, contract.activateOffice, manage, ({ actor, params, body }) =>
		activateOffice(services, actor, params.code, body.active)
	);
	serve(app, post.readPosts, guard('reference'), async ({ params }) => ({
		rows: await postsOf(services.pool, params.code)
	}));
	serve(app, post.putPost, manage, ({ actor, params, body }) => putPost(services, actor, params.code, body));
	serve(app, post.seatHolder, manage, ({ actor, params, body }) =>
		seatHolder(services, actor, params.code, body)
	);
}
