import type { PgBoss } from 'pg-boss';
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
		| { asks: 'verdict'; number: string; satisfied: boolean }
		/** The same of somebody who brought the matter of another's case; `number` is theirs. */
		| { asks: 'opinion'; number: string; satisfied: boolean }
		/** What a case waits for. */
		| { asks: 'answer'; number: string; words: string };
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
