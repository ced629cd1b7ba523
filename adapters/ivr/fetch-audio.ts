import { SendError, type Fetched } from '#adapters/outgoing.ts';

/** 180 s of 16-bit stereo at 16 kHz are 11.5 MB; nothing that a caller leaves is larger. */
const limit_bytes = 16 * 1024 * 1024;
const timeout_ms = 30_000;
const redirects = 3;

export interface AudioSource {
	/** Hosts (with port) that may be asked with our credentials. */
	trusted(url: URL): boolean;
	/** Hosts that a trusted one may point to; asked without credentials. */
	storage(url: URL): boolean;
	authorization: string;
}

const refuse = (code: string, retryable: boolean, detail?: string): never => {
	throw new SendError(code, retryable, detail);
};

const readCapped = async (response: Response): Promise<Buffer> => {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of response.body ?? []) {
		size += chunk.byteLength;
		if (size > limit_bytes) refuse('too_large', false);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
};

const ask = async (url: URL, source: AudioSource, signal: AbortSignal) =>
	fetch(url, {
		// The credentials must not follow a redirect to another host, so it is followed by hand.
		redirect: 'manual',
		signal,
		headers: source.trusted(url) ? { authorization: source.authorization } : {}
	});

const follow = async (address: string, source: AudioSource, signal: AbortSignal): Promise<Response> => {
	let url = URL.canParse(address) ? new URL(address) : refuse('address', false);
	if (!source.trusted(url)) refuse('host', false, url.host);
	for (let hop = 0; hop <= redirects; hop++) {
		const response = await ask(url, source, signal);
		const location = response.headers.get('location');
		if (response.status < 300 || response.status > 399 || location === null) return response;
		await response.body?.cancel();
		url = new URL(location, url);
		if (!source.trusted(url) && !source.storage(url)) refuse('host', false, url.host);
	}
	return refuse('redirects', false);
};

const check = (response: Response) => {
	const { status } = response;
	if (status === 401 || status === 403) refuse('unauthorised', false, String(status));
	// A recording is announced before every copy of it can be read: 404 is worth another try.
	if (status === 404 || status === 408 || status === 425 || status === 429 || status >= 500)
		throw new SendError(`http_${status}`, true, undefined, { retryAfter_ms: retryAfter(response) });
	if (status !== 200) refuse(`http_${status}`, false);
	const mediaType = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
	return mediaType.startsWith('audio/') ? mediaType : refuse('media_type', false, mediaType);
};

const retryAfter = (response: Response) => {
	const seconds = Number(response.headers.get('retry-after') ?? NaN);
	return Number.isFinite(seconds) ? Math.min(seconds, 3600) * 1000 : undefined;
};

/** Audio at `address`, at most 16 MB. Throws `SendError`; what a network or a busy provider did is retryable. */
export async function fetchAudio(address: string, source: AudioSource): Promise<Fetched> {
	const signal = AbortSignal.timeout(timeout_ms);
	try {
		const response = await follow(address, source, signal);
		const mediaType = check(response);
		const content = await readCapped(response);
		return content.length > 0 ? { content, mediaType } : refuse('empty', true);
	} catch (fault) {
		if (fault instanceof SendError) throw fault;
		throw new SendError('network', true, fault instanceof Error ? fault.message : String(fault));
	}
}
