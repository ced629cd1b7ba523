import { SendError, type Fetched } from '#adapters/outgoing.ts';

const redirects_limit = 3;
const media_bytes = 16 * 1024 * 1024;
const media_timeout_ms = 30_000;
const mediaTypes =
	/^(image\/(?!svg)[\w.+-]+|audio\/[\w.+-]+|video\/[\w.+-]+|application\/(pdf|ogg|vnd\.openxmlformats-officedocument\.[\w.-]+|msword)|text\/(plain|vcard|x-vcard|directory|calendar))$/;

export interface MediaSource {
	/** `host`, `*.host` (https only), or a whole origin such as `http://127.0.0.1:4002` for the lab. */
	hosts: readonly string[];
	/** Sent to `origin` only, never to where it redirects. */
	credentials?: { origin: string; authorization: string };
	limit_bytes?: number;
	timeout_ms?: number;
}

const allows = (pattern: string, url: URL) => {
	if (pattern.includes('://')) return url.origin === pattern;
	if (url.protocol !== 'https:' || url.port !== '') return false;
	return pattern.startsWith('*.') ? url.hostname.endsWith(pattern.slice(1)) : url.hostname === pattern;
};

/** Refuses what does not lie on an allow-listed host: a webhook must not make us read the inner network. */
const checked = (address: string, base: URL | undefined, hosts: readonly string[]): URL => {
	const url = URL.canParse(address, base?.href) ? new URL(address, base?.href) : undefined;
	if (!url || url.username !== '' || url.password !== '' || !hosts.some((host) => allows(host, url)))
		throw new SendError(
			'media_host',
			false,
			`host of ${url?.origin ?? 'an unreadable address'} is not allowed`
		);
	return url;
};

const get = async (url: URL, source: MediaSource, authorize: boolean, signal: AbortSignal) => {
	const headers: Record<string, string> =
		authorize && source.credentials?.origin === url.origin
			? { authorization: source.credentials.authorization }
			: {};
	return fetch(url, { headers, redirect: 'manual', signal });
};

/** Not yet there, busy or broken: another attempt may find it. */
const mayComeBack = (status: number) => [404, 408, 425, 429].includes(status) || status >= 500;

const read = async (response: Response, limit: number): Promise<Buffer> => {
	const tooLarge = () => new SendError('media_size', false, `larger than ${limit} bytes`);
	if (Number(response.headers.get('content-length') ?? 0) > limit) throw tooLarge();
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of response.body ?? []) {
		size += chunk.length;
		if (size > limit) throw tooLarge();
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
};

const accept = async (response: Response, limit: number): Promise<Fetched> => {
	if (!response.ok)
		throw new SendError(
			`media_${response.status}`,
			mayComeBack(response.status),
			`answered ${response.status}`
		);
	const mediaType = (response.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
	if (!mediaTypes.test(mediaType))
		throw new SendError('media_type', false, `type ${mediaType} is not accepted`);
	return { content: await read(response, limit), mediaType };
};

/** Every hop is checked again; once a hop has left the first origin the credentials are gone for good. */
const follow = async (address: string, source: MediaSource, signal: AbortSignal): Promise<Fetched> => {
	let url = checked(address, undefined, source.hosts);
	const first = url.origin;
	let authorize = true;
	for (let hop = 0; hop <= redirects_limit; hop++) {
		const response = await get(url, source, authorize, signal);
		const location =
			response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
		try {
			if (location === null) return await accept(response, source.limit_bytes ?? media_bytes);
			url = checked(location, url, source.hosts);
			authorize &&= url.origin === first;
		} finally {
			// An abandoned body would keep its socket; one that was read is locked or closed already.
			if (!response.bodyUsed) await response.body?.cancel();
		}
	}
	throw new SendError('media_redirects', false, `more than ${redirects_limit} redirects`);
};

/** Fetches what a citizen sent with a message. Throws `SendError`; its `retryable` says whether to come again. */
export async function fetchMedia(address: string, source: MediaSource): Promise<Fetched> {
	const signal = AbortSignal.timeout(source.timeout_ms ?? media_timeout_ms);
	try {
		return await follow(address, source, signal);
	} catch (fault) {
		if (fault instanceof SendError) throw fault;
		throw new SendError(signal.aborted ? 'timeout' : 'network', true, String(fault));
	}
}
