import { addDraftFile, type DraftFile } from '#contracts/draft-file.ts';
import { address } from './call.ts';
import { idleSeconds } from './idle.ts';
import { reading } from './refusal.ts';

/** An upload on its way: what becomes of it, and how to stop it. */
export interface Upload {
	done: Promise<DraftFile>;
	stop: () => void;
}

const replyOf = (request: XMLHttpRequest): unknown => {
	try {
		return JSON.parse(request.responseText);
	} catch {
		return null;
	}
};

/** Sends one file of a form; `onsent` hears which part of it, from 0 to 1, is there. Throws a `Refusal`. */
export function upload(subject: string, file: File, onsent: (part: number) => void): Upload {
	// `fetch` does not tell how much has been sent.
	const request = new XMLHttpRequest();
	const done = new Promise<DraftFile>((resolve, reject) => {
		request.upload.onprogress = ({ loaded, total }) => onsent(total > 0 ? loaded / total : 0);
		request.onload = () => {
			const reply = replyOf(request);
			if (request.status === 200) resolve(reply as DraftFile);
			else reject(reading(request.status, reply));
		};
		request.onerror = () => reject(reading(0, null));
		request.onabort = () => reject(reading(0, null));
	});
	const form = new FormData();
	form.set('file', file);
	request.open(addDraftFile.method, address(addDraftFile.url, { subject }));
	request.setRequestHeader('x-idle-seconds', String(idleSeconds()));
	request.send(form);
	return { done, stop: () => request.abort() };
}
