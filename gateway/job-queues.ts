import { PgBoss, type Queue } from 'pg-boss';

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
