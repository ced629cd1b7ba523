import type { InboundCall } from '#adapters/inbound.ts';
import type { Call } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { closeOnTalk } from '#db/callback.ts';
import { credit, findAnswer, giveTo, notePbxCall, whoAnswered } from '#db/pbx.ts';
import type { Db } from '#db/sql.ts';
import type { Services } from '../services.ts';
import { enterQueue } from './enqueue.ts';

type Told = Pick<InboundCall, 'desk' | 'direction' | 'status'>;

/** A call that came in waits with all others, and keeps its place whatever the PBX does with it meanwhile. */
async function begin(db: Db, call: Call, { desk, direction = 'in' }: Told): Promise<void> {
	const language = desk?.language ?? call.language;
	if (direction === 'in') await enterQueue(db, call, { language });
	await notePbxCall(db, call.id, { direction, language });
}

/** Somebody talks. What is told after the end of the call happened before it. */
async function answered(services: Services, db: Db, call: Call, extension: string): Promise<void> {
	const key = `answered|${extension}`;
	const { isTold, endedAt } = await findAnswer(db, call.id, key);
	if (isTold) return;
	const person = await whoAnswered(db, call.id, extension);
	if (person === null) services.log.info({ call: call.id, extension }, 'answered at a PBX by nobody known');
	if (endedAt === null) await giveTo(db, call.id, person);
	await tellCall(db, {
		call: call.id,
		kind: 'connected',
		key,
		...(person === null ? {} : { person }),
		...(endedAt === null ? {} : { at: endedAt })
	});
	if (endedAt !== null) await credit(db, call.id, person);
	await closeOnTalk(db, call.id);
}

/**
 * What a PBX of the state's own tells of a call, whose audio stays there. It decides who answers, and the desk
 * follows: screen, clocks and log. The call is locked by the transaction; its line is noted afterwards.
 */
export async function hearPbx(services: Services, db: Db, call: Call, told: Told): Promise<void> {
	if (call.stage === 'new') await begin(db, call, told);
	if (told.status === 'answered') await answered(services, db, call, told.desk?.extension ?? '');
}
