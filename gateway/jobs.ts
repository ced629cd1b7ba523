import type { Job } from 'pg-boss';
import { unreadIds } from '#db/delivery.ts';
import { doAtTelephone } from './call/job.ts';
import { transcribeJobs } from './call/transcribe.ts';
import { runBulk } from './bulk/run.ts';
import { writeExport } from './find/export.ts';
import { tellEscalated } from './grievance/tell-escalated.ts';
import { keepHouse } from './housekeeping.ts';
import { fetchMedia } from './intake/media.ts';
import { readDeliveries } from './intake/read.ts';
import { sendNotices } from './notice/send.ts';
import { remind } from './reminder/remind.ts';
import { obey } from './track/obey.ts';
import { sendCode } from './track/send-code.ts';
import type { CommandJob, MediaJob, ReadJob, TelephoneJob } from './queues.ts';
import type { Services } from './services.ts';
import { deliverWebhook } from './webhook/deliver.ts';

const idsOf = (jobs: Job<{ ids: string[] }>[]) => jobs.flatMap(({ data }) => data.ids);

/** Each to its end before one failure fails the batch; what is done already is not done again. */
async function each<T>(jobs: Job<T>[], work: (job: Job<T>) => Promise<unknown>): Promise<void> {
	const results = await Promise.allSettled(jobs.map(work));
	for (const result of results) if (result.status === 'rejected') throw result.reason;
}

async function read(services: Services, jobs: Job<ReadJob>[]): Promise<void> {
	const keys = jobs.flatMap(({ data }) => data.keys ?? []);
	const found = keys.length ? await unreadIds(services.pool, keys) : [];
	await readDeliveries(services, [...jobs.flatMap(({ data }) => data.ids ?? []), ...found]);
}

/** Starts this process's workers, a pool for each queue so that none starves another. Gives a waker of readers. */
export async function startWorkers(services: Services): Promise<() => void> {
	const { boss } = services;
	const wake = { notifyPollingIntervalSeconds: 5, pollingIntervalSeconds: 1, burstWhenBatchFull: true };
	const readers = await Promise.all(
		[1, 2].map(() => boss.work<ReadJob>('read', { ...wake, batchSize: 8 }, (jobs) => read(services, jobs)))
	);
	await boss.work<{ ids: string[] }>('acknowledge', { ...wake, batchSize: 2, localConcurrency: 2 }, (jobs) =>
		sendNotices(services, idsOf(jobs))
	);
	await boss.work<{ id: string }>('code', { ...wake, batchSize: 2, localConcurrency: 2 }, (jobs) =>
		each(jobs, ({ data }) => sendCode(services, data.id))
	);
	await boss.work<CommandJob>('command', { ...wake, batchSize: 2, localConcurrency: 2 }, (jobs) =>
		each(jobs, ({ data }) => obey(services, data))
	);
	// pg-boss ignores `burstWhenBatchFull` for batches of one: a backlog would drain one job every five seconds.
	await boss.work<MediaJob>('media', { ...wake, batchSize: 2, localConcurrency: 2 }, (jobs) =>
		each(jobs, ({ data }) => fetchMedia(services, data))
	);
	await boss.work<{ id: string }>('export', { ...wake, batchSize: 1 }, async (jobs) => {
		for (const { data } of jobs) await writeExport(services, data.id);
	});
	await boss.work<{ id: string }>('remind', { pollingIntervalSeconds: 2, batchSize: 50 }, (jobs) =>
		remind(
			services,
			jobs.map(({ data }) => data.id)
		)
	);
	await boss.work<{ id: string }>('bulk', { ...wake, batchSize: 2, localConcurrency: 2 }, (jobs) =>
		each(jobs, ({ data, signal }) => runBulk(services, data.id, signal))
	);
	await boss.work<TelephoneJob>('telephone', { ...wake, batchSize: 4, localConcurrency: 4 }, (jobs) =>
		each(jobs, ({ data }) => doAtTelephone(services, data))
	);
	await boss.work<{ numbers: string[] }>('escalated', { ...wake, batchSize: 1 }, async (jobs) => {
		for (const { data } of jobs) await tellEscalated(services, data.numbers);
	});
	await boss.work<{ id: string }>('webhook', { ...wake, batchSize: 1, localConcurrency: 4 }, async (jobs) => {
		for (const { data, signal } of jobs) await deliverWebhook(services, data.id, signal);
	});
	// Two at a time of each process: the machine that listens is slow, and nobody waits for it.
	await boss.work<{ id: string }>('transcribe', { ...wake, batchSize: 2, perJobResults: true }, (jobs) =>
		transcribeJobs(services, jobs)
	);
	await boss.work('housekeeping', { pollingIntervalSeconds: 5 }, () => keepHouse(services));
	// Round robin: one of two readers is usually idle.
	let next = 0;
	return () => boss.notifyWorker(readers[next++ % readers.length]!);
}
