import { SendError } from '#adapters/outgoing.ts';
import { attachmentFailed, attachmentStored, pendingAttachment } from '#db/attachment.ts';
import { storeBlob } from '#db/blob.ts';
import { fetchRecordingJob } from '../call/recording.ts';
import type { MediaJob } from '../queues.ts';
import type { Services } from '../services.ts';

async function fetchAttachment(services: Services, id: string): Promise<void> {
	const pending = await pendingAttachment(services.pool, id);
	if (!pending) return;
	const adapter = services.adapters.get(pending.account);
	if (!adapter?.fetchMedia) return void (await attachmentFailed(services.pool, id, 'no_account'));
	try {
		const { content, mediaType } = await adapter.fetchMedia(pending.url);
		await services.transaction(async (db) => {
			await attachmentStored(db, id, await storeBlob(db, content), content.length, mediaType);
		});
	} catch (fault) {
		if (!(fault instanceof SendError) || fault.retryable) throw fault;
		services.log.warn({ attachment: id, number: pending.number, code: fault.code }, 'attachment refused');
		await attachmentFailed(services.pool, id, fault.code);
	}
}

/** Fetches one file or recording; throws to be tried again. */
export const fetchMedia = (services: Services, { kind, id }: MediaJob): Promise<void> =>
	kind === 'recording' ? fetchRecordingJob(services, id) : fetchAttachment(services, id);
