import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Camera } from './read-camera.ts';

export type { Camera } from './read-camera.ts';

/** A picture is read in milliseconds; one that is made to be read for ever is not waited for. */
const LIMIT_MS = 3_000;
const MEMORY_MB = 192;
/** What can carry it. */
const pictures = /^image\/(jpeg|png|webp|heic|heif|avif|tiff)$/;

/** Whether a file of this type may say where and when it was taken. */
export const isPicture = (mediaType: string) => pictures.test(mediaType);

/**
 * What each picture says of where and when it was taken; null where it says nothing, is broken or takes too long. In a
 * thread of its own: a picture is written by anybody, and nothing waits for it.
 */
export async function askPictures(contents: Buffer[]): Promise<(Camera | null)[]> {
	const said: (Camera | null)[] = contents.map(() => null);
	if (!contents.length) return said;
	const worker = new Worker(new URL('./camera-worker.ts', import.meta.url), {
		workerData: contents.map((content) => new Uint8Array(content)),
		resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
		execArgv: ['--no-warnings'],
		stderr: true
	});
	worker.on('message', ({ at, camera }: { at: number; camera: Camera | null }) => {
		said[at] = camera;
	});
	// Out of memory ends the thread; what it said before counts.
	worker.on('error', () => undefined);
	const late = setTimeout(() => void worker.terminate(), LIMIT_MS);
	await once(worker, 'exit').catch(() => undefined);
	clearTimeout(late);
	return said;
}
