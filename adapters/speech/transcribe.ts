import { SendError } from '../outgoing.ts';

/** Where recordings are written down: anything that speaks this contract, in the state's own data centre or elsewhere. */
export interface Transcriber {
	/** With its path, e.g. `http://127.0.0.1:8000/v1`. */
	baseUrl: string;
	model: string;
	/** Absent: it asks for none. */
	key?: string;
	/** Patience with one recording. */
	timeout_ms: number;
}
export interface Spoken {
	content: Buffer;
	mediaType: string;
	/** ISO 639-1. */
	language: string;
}

/** Longer than anybody speaks in a recording of ours. */
const answer_limit_bytes = 1024 * 1024;

/** What is told by the file's name alone. */
const endings: Record<string, string> = {
	'audio/mpeg': 'mp3',
	'audio/mp3': 'mp3',
	'audio/ogg': 'ogg',
	'audio/webm': 'webm',
	'audio/mp4': 'm4a',
	'audio/flac': 'flac'
};

const formOf = ({ model }: Transcriber, { content, mediaType, language }: Spoken) => {
	const form = new FormData();
	const name = `recording.${endings[mediaType] ?? 'wav'}`;
	form.set('file', new Blob([new Uint8Array(content)], { type: mediaType }), name);
	form.set('model', model);
	form.set('language', language);
	form.set('response_format', 'json');
	return form;
};

const retryAfter_ms = (response: Response) => {
	const seconds = Number(response.headers.get('retry-after') ?? NaN);
	return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 3600) * 1000 : undefined;
};

/** The body, as far as an answer may be long. */
async function read(response: Response): Promise<string> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of response.body ?? []) {
		size += chunk.byteLength;
		if (size > answer_limit_bytes) throw new SendError('answer_too_large', false);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}

function textOf(body: string): string {
	let answer: unknown;
	try {
		answer = JSON.parse(body);
	} catch {
		answer = null;
	}
	const text = answer && typeof answer === 'object' && 'text' in answer ? answer.text : null;
	// A proxy's own page, or a server that is starting: worth another try.
	if (typeof text !== 'string') throw new SendError('answer', true, 'the answer holds no text');
	return text.normalize('NFC').replaceAll('\0', '').trim();
}

/**
 * What is said in a recording. Contract: `POST {base}/audio/transcriptions`, multipart `file`, `model`, `language`,
 * answered `{ "text" }`. Throws `SendError`: retryable where the network, its time or a busy server is at fault.
 */
export async function transcribe(at: Transcriber, spoken: Spoken): Promise<string> {
	try {
		const response = await fetch(`${at.baseUrl.replace(/\/+$/, '')}/audio/transcriptions`, {
			method: 'POST',
			headers: at.key ? { authorization: `Bearer ${at.key}` } : {},
			body: formOf(at, spoken),
			// The key must not follow to another host.
			redirect: 'error',
			signal: AbortSignal.timeout(at.timeout_ms)
		});
		const body = await read(response);
		if (response.ok) return textOf(body);
		const { status } = response;
		const busy = status === 408 || status === 409 || status === 425 || status === 429 || status >= 500;
		throw new SendError(`http_${status}`, busy, `${status} ${body.slice(0, 300)}`, {
			retryAfter_ms: retryAfter_ms(response)
		});
	} catch (fault) {
		if (fault instanceof SendError) throw fault;
		throw new SendError('network', true, fault instanceof Error ? fault.message : String(fault));
	}
}
