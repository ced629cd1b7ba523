import { parentPort, workerData } from 'node:worker_threads';
import { readCamera } from './read-camera.ts';

// One after the other, each told as soon as it is read: whoever waits loses only what comes after a bad one.
for (const [at, picture] of (workerData as Uint8Array[]).entries()) {
	let camera = null;
	try {
		camera = readCamera(Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength));
	} catch {
		// Broken, or made to break: it says nothing.
	}
	// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
	parentPort!.postMessage({ at, camera });
}
