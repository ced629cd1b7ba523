import { Unreadable, type Inbound } from '#adapters/inbound.ts';
import { lockUnread, markRead, parkDelivery, touchAccounts, type ReadDelivery } from '#db/delivery.ts';
import type { Db } from '#db/sql.ts';
import { recordingReady } from '../call/recording.ts';
import { noteBounce } from '../notice/bounce.ts';
import { noteStatus } from '../notice/status.ts';
import type { Services } from '../services.ts';
import { takeCommands } from '../track/take-commands.ts';
import { assemble } from './assemble.ts';
import { interpret } from './interpret.ts';
import { storeMessages, type Read } from './store.ts';

interface Interpreted {
	delivery: ReadDelivery;
	inbounds: Inbound[];
}

async function interpretAll(services: Services, db: Db, deliveries: ReadDelivery[]): Promise<Interpreted[]> {
	const results: Interpreted[] = [];
	for (const delivery of deliveries) {
		try {
			results.push({ delivery, inbounds: await interpret(services, delivery) });
		} catch (fault) {
			if (!(fault instanceof Unreadable)) throw fault;
			await parkDelivery(db, delivery.id, fault.reason, fault.message);
			services.log.warn({ delivery: delivery.id, reason: fault.reason }, 'delivery parked');
		}
	}
	return results;
}

/** Everything that is not a message of its own: parts, reports, mails that came back, recordings. False: read it again later. */
async function applyOne(
	services: Services,
	db: Db,
	delivery: ReadDelivery,
	inbound: Inbound
): Promise<boolean> {
	switch (inbound.kind) {
		case 'part':
			await assemble(services, db, delivery, inbound);
			return true;
		case 'status':
			return noteStatus(services, db, delivery, inbound);
		case 'recording':
			await recordingReady(services, db, delivery.account, inbound);
			return true;
		case 'message':
			if (inbound.bounce) await noteBounce(services, db, delivery.account, inbound.bounce);
			return true;
		case 'call':
			return true;
	}
}

async function readOn(services: Services, db: Db, ids: string[]): Promise<void> {
	const interpreted = await interpretAll(services, db, await lockUnread(db, ids));
	if (!interpreted.length) return;
	// First, for every reader takes its locks in one order: accounts, parts, and that of the announcements.
	await touchAccounts(db, [...new Set(interpreted.map(({ delivery }) => delivery.account))].toSorted());
	const messages: Read[] = interpreted.flatMap(({ delivery, inbounds }) =>
		inbounds.flatMap((message) => (message.kind === 'message' ? [{ delivery, message }] : []))
	);
	const later = new Set<string>();
	for (const { delivery, inbounds } of interpreted)
		for (const inbound of inbounds)
			if (!(await applyOne(services, db, delivery, inbound))) later.add(delivery.id);
	await markRead(
		db,
		interpreted.map(({ delivery }) => delivery.id).filter((id) => !later.has(id))
	);
	// Last, because it takes the lock under which changes are announced in order.
	await storeMessages(services, db, await takeCommands(services, db, messages));
}

/** SQLSTATE classes of bad content; a lost connection or a deadlock is not the delivery's fault. */
const poison = (fault: unknown) => {
	const code = (fault as { code?: string }).code;
	return code === undefined || /^2[23]|^54|^P0/.test(code);
};

/**
 * Reads deliveries into the queue, all in one transaction. Safe to repeat: what is read already is left alone.
 * When one of them poisons the batch, each is read by itself and the poisonous one is parked with its reason.
 */
export async function readDeliveries(services: Services, ids: string[]): Promise<void> {
	try {
		await services.transaction((db) => readOn(services, db, ids));
	} catch (fault) {
		if (!poison(fault)) throw fault;
		if (ids.length === 1) {
			services.log.error({ delivery: ids[0], err: fault }, 'delivery cannot be read');
			await services.transaction(async (db) => {
				const [delivery] = await lockUnread(db, ids);
				if (delivery) await parkDelivery(db, delivery.id, 'unreadable', (fault as Error).message);
			});
			return;
		}
		for (const id of ids) await readDeliveries(services, [id]);
	}
}
