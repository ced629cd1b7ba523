import type { CallOrder } from './call-engine.ts';

/** The supplied prompts are of this constant rate; a state's own may differ, and then the clock does a little. */
const prompt_bytes_per_second = 2000;
/** Of a sound whose length nobody can tell. */
export const seconds_per_prompt = 2;
const patience_ms = 2000;

const known = new Map<string, number>();

const measure = async (gatewayUrl: string, path: string): Promise<number> => {
	const response = await fetch(gatewayUrl + path, {
		method: 'HEAD',
		signal: AbortSignal.timeout(patience_ms)
	});
	const bytes = Number(response.headers.get('content-length') ?? NaN);
	return response.ok && bytes > 0 ? bytes / prompt_bytes_per_second : seconds_per_prompt;
};

/** Seconds that a sound of the gateway lasts; asked once. */
export const soundSeconds = async (
	{ gatewayUrl, publicOrigin }: Pick<CallOrder, 'gatewayUrl' | 'publicOrigin'>,
	url: string
): Promise<number> => {
	if (!url.startsWith(publicOrigin) || !url.endsWith('.mp3')) return seconds_per_prompt;
	const found = known.get(url);
	if (found !== undefined) return found;
	const seconds = await measure(gatewayUrl, new URL(url).pathname).catch(() => seconds_per_prompt);
	known.set(url, seconds);
	return seconds;
};
