import type { Job, JobResult } from 'pg-boss';
import { SendError } from '#adapters/outgoing.ts';
import { transcribe } from '#adapters/speech/transcribe.ts';
import { readBlob } from '#db/blob.ts';
import type { Db } from '#db/sql.ts';
import { keepTranscript, untranscribed } from '#db/transcript.ts';
import { onTransaction, type Services } from '../services.ts';
import { soughtAgain } from '../triage/sought.ts';

/** Larger and longer recordings are for people alone. */
const limit_bytes = 25 * 1024 * 1024;
const limit_s = 30 * 60;
/** In which nobody says a word. */
const least_s = 1;

/** Has the recording written down, where that is switched on; on the transaction that stored it. */
export const queueTranscription = async ({ boss, config }: Services, db: Db, id: string) => {
	if (config.transcription) await boss.send('transcribe', { id }, { db: onTransaction(db) });
};

/** Writes down what is said in a recording. Throws to be tried again, or a `SendError` that says that it is in vain. */
export async function transcribeRecording(services: Services, id: string): Promise<void> {
	const { transcription } = services.config;
	const recording = transcription && (await untranscribed(services.pool, id));
	if (!recording || !transcription.languages.includes(recording.language)) return;
	const { blob, mediaType, size, duration_s, language } = recording;
	if (size > limit_bytes || (duration_s !== null && (duration_s > limit_s || duration_s < least_s))) return;
	if (recording.early) throw new Error('the submission of this recording is not read yet');
	const content = await readBlob(services.pool, blob);
	if (!content) return;
	const text = await transcribe(transcription, { content, mediaType, language });
	await services.transaction(async (db) => {
		const kept = await keepTranscript(db, id, { blob, text, language, model: transcription.model });
		if (kept?.number) await soughtAgain(db, [kept.number]);
	});
}

async function done(services: Services, { id, data }: Job<{ id: string }>): Promise<JobResult> {
	try {
		await transcribeRecording(services, data.id);
		return { id, status: 'completed' };
	} catch (fault) {
		const vain = fault instanceof SendError && !fault.retryable;
		const message = fault instanceof Error ? fault.message : String(fault);
		services.log.warn({ recording: data.id, vain, message }, 'recording not transcribed');
		return { id, status: vain ? 'deadletter' : 'failed', output: { message } };
	}
}

/** Each job's own outcome: what a machine will never take goes to the dead letters at once. */
export const transcribeJobs = (services: Services, jobs: Job<{ id: string }>[]) =>
	Promise.all(jobs.map((job) => done(services, job)));
