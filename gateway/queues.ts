import { PgBoss, type Queue } from 'pg-boss';
import { wakeReaders, type DeliveryKey } from '#db/delivery.ts';
import type { Db } from '#db/sql.ts';
import { onTransaction, type Services } from './services.ts';

/**
 * Deliveries to be read: by their ids, or by account and external id, so that a batch and its job travel to the
 * database together.
 */
export interface ReadJob {
	ids?: string[];
	keys?: DeliveryKey[];
}

/** Something that came with a message by address, to be fetched into our own store. */
export interface MediaJob {
	kind: 'attachment' | 'recording';
	id: string;
}

/**
 * What is to be done at the telephone: ring the agent, lead the caller to them, or back to the queue from one who
 * passed them on; end the line of a call or a leg.
 */
export type TelephoneJob =
	| { do: 'connect' | 'meet' | 'park'; call: string; person: string }
	| { do: 'hang_up'; call: string }
	/** `place`: a supervisor's line, once it is in the room. */
	| { do: 'hang_up' | 'place'; leg: string };

/** Notices of one job: few enough to be sent well within its expiry. */
const NOTICES_PER_JOB = 20;
const DEAD = 'dead';
/** Recordings that no machine could write down, apart: nothing waits for them. */
const DEAD_TRANSCRIPTS = 'dead_transcripts';
/** Where jobs end that failed for good. */
export const deadLetters: readonly string[] = [DEAD, DEAD_TRANSCRIPTS];

/** Every queue with its limits. Seconds. A job that fails for good goes to the dead letters, a list on the desk. */
const queues: Queue[] = [
	...deadLetters.map((name) => ({
		name,
		retentionSeconds: 90 * 86_400,
		deleteAfterSeconds: 90 * 86_400,
		retryLimit: 0
	})),
	{
		// No notification inside the transaction: those take turns at their commits, and a flood would crawl.
		name: 'read',
		notify: false,
		deadLetter: DEAD,
		retryLimit: 5,
		retryDelay: 1,
		retryBackoff: true,
		retryDelayMax: 60,
		expireInSeconds: 60,
		deleteAfterSeconds: 3600
	},
	{
		name: 'acknowledge',
		notify: true,
		deadLetter: DEAD,
		retryLimit: 6,
		retryDelay: 5,
		retryBackoff: true,
		retryDelayMax: 900,
		expireInSeconds: 120,
		deleteAfterSeconds: 86_400
	},
	{
		name: 'media',
		notify: true,
		deadLetter: DEAD,
		retryLimit: 8,
		retryDelay: 5,
		retryBackoff: true,
		retryDelayMax: 1800,
		expireInSeconds: 300,
		deleteAfterSeconds: 86_400
	},
	{
		// A sign of life while it works: a job whose process was killed comes again within half a minute.
		name: 'export',
		// What fails for good is told to who ordered it; meanwhile another process may still have it in hand.
		notify: true,
		retryLimit: 12,
		retryDelay: 5,
		heartbeatSeconds: 10,
		expireInSeconds: 1800,
		deleteAfterSeconds: 86_400
	},
	{
		// What is due long after is kept till then: the clock of its retention starts when it may run.
		name: 'remind',
		deadLetter: DEAD,
		retryLimit: 5,
		retryDelay: 2,
		retryBackoff: true,
		expireInSeconds: 60,
		deleteAfterSeconds: 3600
	},
	{
		// Row by row, each its own transaction: a lost job is gone on with from the next row by the sweep.
		name: 'bulk',
		notify: true,
		deadLetter: DEAD,
		retryLimit: 5,
		retryDelay: 2,
		retryBackoff: true,
		retryDelayMax: 60,
		expireInSeconds: 600,
		deleteAfterSeconds: 86_400
	},
	{
		// A caller hears music meanwhile: tried again soon and not for long, then the sweep gives the call back.
		name: 'telephone',
		notify: true,
		deadLetter: DEAD,
		retryLimit: 4,
		retryDelay: 1,
		retryBackoff: true,
		retryDelayMax: 8,
		expireInSeconds: 30,
		deleteAfterSeconds: 3600
	},
	{
		// Whose cases time has given to the level above hears of it afterwards: hundreds of thousands may be due at once.
		name: 'escalated',
		notify: true,
		deadLetter: DEAD,
		retryLimit: 6,
		retryDelay: 5,
		retryBackoff: true,
		retryDelayMax: 900,
		expireInSeconds: 300,
		deleteAfterSeconds: 86_400
	},
	{
		// A machine that is away for a while is waited for; a recording is no less heard without it.
		name: 'transcribe',
		notify: true,
		deadLetter: DEAD_TRANSCRIPTS,
		retryLimit: 6,
		retryDelay: 2,
		retryBackoff: true,
		retryDelayMax: 1800,
		expireInSeconds: 600,
		deleteAfterSeconds: 3600
	},
	{ name: 'housekeeping', policy: 'exclusive', retryLimit: 0, expireInSeconds: 120, deleteAfterSeconds: 3600 }
];

/** Connections that pg-boss keeps for itself. */
const BOSS_POOL = 6;

/** pg-boss on the database; its schema is migrated at start. */
export function createBoss(url: string, onError: (fault: Error) => void): PgBoss {
	const boss = new PgBoss({
		connectionString: url,
		max: BOSS_POOL,
		application_name: 'sunwai-jobs',
		useListenNotify: true,
		superviseIntervalSeconds: 15,
		monitorIntervalSeconds: 15,
		schedule: true
	});
	boss.on('error', onError);
	return boss;
}

/** Makes the queues; safe to repeat, and brings changed limits to existing ones. */
export async function createQueues(boss: PgBoss): Promise<void> {
	for (const queue of queues) {
		await boss.createQueue(queue.name, queue);
		const { name, policy: _policy, ...limits } = queue;
		await boss.updateQueue(name, limits);
	}
	await boss.schedule('housekeeping', '* * * * *');
}

/** One job for the whole batch, on the transaction that received it. The readers are to be woken after its commit. */
export const queueBatch = (boss: PgBoss, db: Db, job: ReadJob) =>
	boss.send('read', job, { db: onTransaction(db) });

/** The same for what comes by itself: its commit wakes the readers. */
export const queueRead = async (boss: PgBoss, db: Db, job: ReadJob) => {
	await queueBatch(boss, db, job);
	await wakeReaders(db);
};

export const queueNotices = ({ boss }: Services, db: Db, ids: string[]) =>
	boss.insert(
		'acknowledge',
		Array.from({ length: Math.ceil(ids.length / NOTICES_PER_JOB) }, (_, at) => ({
			data: { ids: ids.slice(at * NOTICES_PER_JOB, (at + 1) * NOTICES_PER_JOB) }
		})),
		{ db: onTransaction(db) }
	);

/** Cases of one job: few enough to be told well within its expiry. */
const ESCALATED_PER_JOB = 100;
/** Whoever is told waits till those are done that are due in the same minute. Seconds. */
const ESCALATED_AFTER_SECONDS = 60;
/** The citizens of these cases are to hear that a higher officer has them. */
export const queueEscalated = ({ boss }: Services, db: Db, numbers: string[]) =>
	boss.insert(
		'escalated',
		Array.from({ length: Math.ceil(numbers.length / ESCALATED_PER_JOB) }, (_, at) => ({
			data: { numbers: numbers.slice(at * ESCALATED_PER_JOB, (at + 1) * ESCALATED_PER_JOB) },
			startAfter: ESCALATED_AFTER_SECONDS
		})),
		{ db: onTransaction(db) }
	);

/** The file of this id is to be written. */
export const queueExport = ({ boss }: Services, db: Db, id: string) =>
	boss.send('export', { id }, { db: onTransaction(db) });

export const queueMedia = ({ boss }: Services, db: Db, media: MediaJob[]) =>
	boss.insert(
		'media',
		media.map((data) => ({ data })),
		{ db: onTransaction(db) }
	);

/** On the transaction that decided it. */
export const queueTelephone = ({ boss }: Pick<Services, 'boss'>, db: Db, job: TelephoneJob) =>
	boss.send('telephone', job, { db: onTransaction(db) });

/** A job that runs when the reminder is due. */
export const queueReminder = ({ boss }: Services, db: Db, { id, dueAt }: { id: string; dueAt: string }) =>
	boss.send('remind', { id }, { startAfter: new Date(dueAt), db: onTransaction(db) });

/** A lost act is queued again at most this often. Seconds. */
const BULK_SLOT_SECONDS = 15;

export const queueBulk = ({ boss }: Services, db: Db, id: string) =>
	boss.send('bulk', { id }, { db: onTransaction(db) });

/** The same for one whose job was lost; once in a while, however many processes notice. */
export const queueLostBulk = ({ boss }: Services, id: string) =>
	boss.send('bulk', { id }, { singletonKey: id, singletonSeconds: BULK_SLOT_SECONDS });
