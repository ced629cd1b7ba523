import type { RegisterInput } from '#contracts/desk.ts';
import { record } from '#db/event.ts';
import { insertGrievance, readGrievance } from '#db/grievance.ts';
import type { Db } from '#db/sql.ts';
import { decideSubmission } from '#db/triage.ts';
import type { Actor } from '../access/actor.ts';
import { routeRegistered } from '../grievance/route.ts';
import { cleanJson } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { checkRegistration } from './check-registration.ts';
import { keepCitizen } from './citizen.ts';
import { hold } from './hold.ts';
import { learn } from './learn.ts';
import { soughtAgain } from './sought.ts';
import { takeFiles } from './take-files.ts';

/** Makes a waiting submission a grievance, on the given transaction. */
export async function registerOn(
	services: Services,
	db: Db,
	actor: Actor,
	number: string,
	raw: RegisterInput
) {
	const input = cleanJson(raw);
	const checked = await checkRegistration(db, actor, number, input);
	const citizen = await keepCitizen(db, actor, input.citizen);
	if (!citizen)
		throw new Refusal('invalid', 400, 'No such citizen.', {
			faults: [{ field: 'citizen.id', code: 'unknown' }]
		});
	const { department, earlier } = checked;
	const { category, district, sensitive, aggrieved } = input;
	await insertGrievance(db, number, input, { ...checked, citizen, by: actor.id });
	await record(db, actor, 'submission:registered', number, {
		...{ category, department, district, citizen },
		...(earlier ? { earlier } : {}),
		...(aggrieved ? { relation: aggrieved.relation } : {}),
		...(sensitive ? { sensitive } : {})
	});
	// Whoever reads the earlier matter must not learn of one that is not theirs to see.
	if (earlier && !sensitive) await record(db, actor, 'grievance:followed', earlier, { by: number });
	await learn(db, number, { category, department, district });
	await decideSubmission(db, number, { state: 'registered', by: actor.id, grievance: number, citizen });
	await routeRegistered(services, db, number);
	await soughtAgain(db, [number]);
	return (await readGrievance(db, number))!;
}

/** Registers the submission that the agent holds as a grievance; it keeps its number. */
export const register = (services: Services, actor: Actor, number: string, input: RegisterInput) =>
	services.transaction(async (db) => {
		await hold(db, actor, number);
		await takeFiles(db, actor, number, input.files);
		return registerOn(services, db, actor, number, input);
	});
