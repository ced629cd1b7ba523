import { PgBoss, type Queue } from 'pg-boss';
import { wakeReaders, type DeliveryKey } from '#db/delivery.ts';
import type { Db } from '#db/sql.ts';
import type { AttemptOutcome } from '#contracts/case.ts';
import type { Channel, Language } from '#contracts/words.ts';
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
	/** `resume`: the caller comes back from the music. `dial`: a machine asks a citizen. */
	| { do: 'hang_up' | 'resume' | 'dial'; call: string }
	/** Sets the caller apart and rings the colleague. */
	| { do: 'ask'; consult: string }
	/** `place`: a supervisor's line, once it is in the room. */
	| { do: 'hang_up' | 'place'; leg: string };

/** What an SMS asked for that became no submission. */
export interface CommandJob {
	delivery: string;
	/** That the delivery was given, and nobody was told. */
	number: string | null;
	account: string;
	from: string;
	to: string | null;
	language: Language;
	wants:
		| { asks: 'status'; number: string }
		| { asks: 'mistyped'; typed: string }
		/** Several wait for a verdict; `number` is one of them. */
		| { asks: 'which'; number: string }
		| { asks: 'verdict'; number: string; satisfied: boolean };
}

/** What a citizen says of how it was settled, on a channel of their own. */
export interface Said {
	number: string;
	verdict: 'satisfied' | 'partly' | 'not_satisfied';
	words: string;
	channel: Channel;
}
/** A machine's call that rang, and what it came to. */
export interface Asked {
	asking: string;
	call: string;
	outcome: AttemptOutcome;
}
export type VerdictJob = { said: Said } | { asked: Asked };

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
		// Asked for by somebody who waits for it: soon, or not at all.
		name: 'code',
		notify: true,
		retryLimit: 4,
		retryDelay: 1,
		retryBackoff: true,
		retryDelayMax: 30,
		expireInSeconds: 30,
		deleteAfterSeconds: 3600
	},
	{
		// Nothing but the job knows of it any more: it is done, or seen among the dead ones.
		name: 'command',
		notify: true,
		deadLetter: DEAD,
		retryLimit: 6,
		retryDelay: 2,
		retryBackoff: true,
		retryDelayMax: 300,
		expireInSeconds: 60,
		deleteAfterSeconds: 86_400
	},
	{
		// A citizen's word by telephone; and what came of a call that asked for it.
		name: 'verdict',
		notify: true,
		deadLetter: DEAD,
		retryLimit: 8,
		retryDelay: 2,
		retryBackoff: true,
		retryDelayMax: 600,
		expireInSeconds: 60,
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
	{
		// One waiting job for each subscription; how many messages are under way is limited by their claims. A lost job
		// is made up by the sweep.
		name: 'webhook',
		policy: 'short',
		notify: true,
		retryLimit: 0,
		expireInSeconds: 90,
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

/** Few notices to a job, which runs in so many seconds. */
export const queueNotices = ({ boss }: Services, db: Db, ids: string[], wait_s = 0) =>
	boss.insert(
		'acknowledge',
		Array.from({ length: Math.ceil(ids.length / NOTICES_PER_JOB) }, (_, at) => ({
			data: { ids: ids.slice(at * NOTICES_PER_JOB, (at + 1) * NOTICES_PER_JOB) },
			...(wait_s > 0 ? { startAfter: new Date(Date.now() + wait_s * 1000) } : {})
		})),
		{ db: onTransaction(db) }
	);

/** The one-time code of this id is to be made and told. */
export const queueCode = ({ boss }: Pick<Services, 'boss'>, db: Db, id: string) =>
	boss.send('code', { id }, { db: onTransaction(db) });

/** What texts asked for is to be done, on the transaction that read them. */
export const queueCommands = ({ boss }: Pick<Services, 'boss'>, db: Db, jobs: CommandJob[]) =>
	boss.insert(
		'command',
		jobs.map((data) => ({ data })),
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

/** A citizen's word of how it was settled is to be taken. */
export const queueVerdict = ({ boss }: Pick<Services, 'boss'>, db: Db, said: Said) =>
	boss.send('verdict', { said } satisfies VerdictJob, { db: onTransaction(db) });

/** What came of a machine's call is to be noted. */
export const queueAsked = ({ boss }: Pick<Services, 'boss'>, db: Db, asked: Asked) =>
	boss.send('verdict', { asked } satisfies VerdictJob, { db: onTransaction(db) });

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

/** Something is due for the subscription; once, however many processes notice. */
export const queueWebhook = ({ boss }: Pick<Services, 'boss'>, id: string) =>
	boss.send('webhook', { id }, { singletonKey: id });
