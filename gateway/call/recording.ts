import { Unreadable, type InboundRecording, type Recording } from '#adapters/inbound.ts';
import { SendError } from '#adapters/outgoing.ts';
import { storeBlob } from '#db/blob.ts';
import { lockCall, lockCallById, type Call } from '#db/call.ts';
import {
	attachRecordings,
	keepRecording,
	pendingRecording,
	recordingFailed,
	recordingStored
} from '#db/recording.ts';
import type { Db } from '#db/sql.ts';
import type { MediaJob } from '../queues.ts';
import { onTransaction, type Services } from '../services.ts';
import { callOfRoom } from './hub.ts';
import { leave } from './leave.ts';
import { queueTranscription } from './transcribe.ts';

/** A recording that a step told of is fetched after this time, in case its own callback never comes. */
const patience_s = 20;

/** Notes a recording of the call and queues the job that fetches it. `later`: its callback is still expected. */
export async function expectRecording(
	{ boss }: Services,
	db: Db,
	call: Pick<Call, 'id' | 'account' | 'number'>,
	recording: Recording,
	later: boolean
): Promise<void> {
	const { id, state } = await keepRecording(db, { account: call.account, call: call.id, ...recording });
	if (state !== 'pending') return;
	// The desk sees that there is a recording before it is here, and still does if it never comes.
	if (call.number !== null) await attachRecordings(db, call.number);
	const job: MediaJob = { kind: 'recording', id };
	await boss.send('media', job, { db: onTransaction(db), ...(later ? { startAfter: patience_s } : {}) });
}

/** What was said to an agent is the call's, and of the matter that they registered in it, if they did. */
async function roomRecorded(services: Services, db: Db, room: string, recording: Recording): Promise<void> {
	const id = callOfRoom(room);
	const call = id === null ? null : await lockCallById(db, id);
	if (!call) throw new Unreadable('unknown_room', room);
	await expectRecording(services, db, call, recording, false);
}

/** Takes the word of a provider that a recording is ready. What a caller left has a number, so that it is found. */
export async function recordingReady(
	services: Services,
	db: Db,
	account: string,
	{ callId, room, recording }: InboundRecording
): Promise<void> {
	if (room !== undefined) return roomRecorded(services, db, room, recording);
	const adapter = services.adapters.get(account);
	if (!adapter) throw new Error(`no account ${account} is configured`);
	const call = await lockCall(db, { account, externalId: callId, from: null, to: null });
	const number = await leave(services, db, adapter, call, { language: call.language });
	await expectRecording(services, db, { ...call, number }, recording, false);
}

/** Fetches a recording into our own store and attaches it; throws to be tried again. */
export async function fetchRecordingJob(services: Services, id: string): Promise<void> {
	const pending = await pendingRecording(services.pool, id);
	if (!pending) return;
	const voice = services.adapters.get(pending.account)?.voice;
	try {
		if (!voice) throw new SendError('no_account', false);
		const { content, mediaType } = await voice.fetchRecording(pending);
		await services.transaction(async (db) => {
			const blob = await storeBlob(db, content);
			await recordingStored(db, id, { blob, size: content.length, mediaType });
			if (pending.number) await attachRecordings(db, pending.number);
			await queueTranscription(services, db, id);
		});
	} catch (fault) {
		if (!(fault instanceof SendError) || fault.retryable) throw fault;
		services.log.warn({ recording: id, number: pending.number, code: fault.code }, 'recording refused');
		await services.transaction(async (db) => {
			await recordingFailed(db, id, fault.code);
			if (pending.number) await attachRecordings(db, pending.number);
		});
	}
}
