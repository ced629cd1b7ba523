import type { DeskInput } from '#contracts/desk.ts';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import { Unreadable, type InboundMessage, type Media } from '#adapters/inbound.ts';
import { markRead, readDelivery } from '#db/delivery.ts';
import { forgetTaken } from '#db/draft.ts';
import { forgetDraftFiles, lockDraftFiles } from '#db/draft-file.ts';
import { record } from '#db/event.ts';
import type { Db } from '#db/sql.ts';
import { markTaken } from '#db/triage.ts';
import type { Actor } from '../access/actor.ts';
import { joinMatter, lockOwnCall } from '../call/matter.ts';
import { queueRead } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { citizenFaults, phoneOf } from '../triage/citizen.ts';
import { registerOn } from '../triage/register.ts';
import { filesGone } from './files-gone.ts';
import { cleanJson } from './clean.ts';
import { receiveAll } from './receive.ts';
import { storeMessages } from './store.ts';

/** The desk's own account: what agents take in at the counter, from the post and from a caller's mouth. */
export const DESK_ACCOUNT = 'desk';

interface Taken {
	input: DeskInput;
	files: Media[];
	/** Who took it in. */
	agent: string;
}

function messageOf({ input, files }: Taken): InboundMessage {
	const citizen = input.register?.citizen ?? input.citizen;
	const phone = citizen?.phone ? phoneOf(citizen.phone) : null;
	const { category, district, tehsil, place, landmark } = input.register ?? {};
	const address = [landmark, place].filter(Boolean).join(', ');
	return {
		kind: 'message',
		externalId: input.key,
		from: { address: phone ?? citizen?.email ?? null, ...(citizen ? { name: citizen.name } : {}) },
		text: input.text,
		...(input.diary ? { subject: input.diary } : {}),
		...(citizen ? { language: citizen.language } : {}),
		media: files,
		matter: {
			...(category ? { category } : {}),
			...(district ? { district } : {}),
			...(tehsil ? { tehsil } : {}),
			...(address ? { address } : {})
		},
		flags: []
	};
}

/** Reads what an agent took in; the body is the JSON that `takeIn` wrote. */
export const deskAdapter = (): ChannelAdapter => ({
	account: DESK_ACCOUNT,
	channel: 'walk_in',
	provider: 'desk',
	parse({ body }) {
		try {
			return [messageOf(JSON.parse(body.toString('utf8')) as Taken)];
		} catch {
			throw new Unreadable('unreadable', 'not what the desk writes');
		}
	}
});

/** Writes it into the ledger; what the same key has brought before is only looked up. */
async function receiveTaken(services: Services, db: Db, taken: Taken) {
	const { channel, key } = taken.input;
	const [receipt] = await receiveAll(
		db,
		[
			{
				account: DESK_ACCOUNT,
				channel,
				provider: 'desk',
				kind: 'message',
				externalId: key,
				body: Buffer.from(JSON.stringify(taken))
			}
		],
		(same, keys) => queueRead(services.boss, same, { keys })
	);
	return receipt!;
}

/**
 * Receives a walk-in, a letter or a spoken complaint through the same ledger as every other channel, and registers
 * it at once when the agent filled the form: one transaction. The same key twice gives the first one's number.
 */
export async function takeIn(services: Services, actor: Actor, raw: DeskInput, files: Media[]) {
	const input = cleanJson(raw);
	const faults = input.citizen && !input.register ? citizenFaults(input.citizen) : [];
	if (faults.length) throw new Refusal('invalid', 400, 'Some fields need attention.', { faults });
	const ids = input.register?.files ?? [];
	const { call } = input;
	const form = { person: actor.id, subject: call === undefined ? 'register' : `call:${call}` };
	return services.transaction(async (db) => {
		if (call !== undefined) await lockOwnCall(db, actor, call);
		const drafted = ids.length ? await lockDraftFiles(db, form, ids) : [];
		const taken: Taken = { input, files: [...files, ...drafted], agent: actor.id };
		const { id, number, repeated } = await receiveTaken(services, db, taken);
		if (!repeated && drafted.length < ids.length) throw filesGone();
		if (ids.length) await forgetDraftFiles(db, form, ids);
		await forgetTaken(db, form, input.key);
		if (repeated) return { number: number!, repeated };
		const delivery = await readDelivery(db, id);
		await storeMessages(services, db, [{ delivery: delivery!, message: messageOf(taken) }]);
		await markRead(db, [id]);
		if (input.register) await registerOn(services, db, actor, number!, input.register);
		else {
			await markTaken(db, number!, actor.id);
			await record(db, actor, 'submission:taken', number!);
		}
		if (call !== undefined) await joinMatter(db, actor, call, number!);
		return { number: number!, repeated };
	});
}
