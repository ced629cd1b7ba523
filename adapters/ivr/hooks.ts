import type { Delivery } from '#adapters/inbound.ts';

/** Addresses that a voice provider calls for one account. */
export const hooks = (publicOrigin: string, account: string) => {
	const base = `${publicOrigin}/hooks/${account}`;
	const withQuery = (address: string, more: Record<string, string>) => {
		const query = new URLSearchParams(more).toString();
		return query === '' ? address : `${address}?${query}`;
	};
	return {
		start: base,
		step: (turn: number, more: Record<string, string> = {}) =>
			withQuery(`${base}/step`, { t: String(turn), ...more }),
		status: `${base}/status`,
		recording: (more: Record<string, string> = {}) => withQuery(`${base}/recording`, more),
		room: (room: string) => withQuery(`${base}/room`, { room }),
		/** Addresses of a leg that we dial; they say which one it is. */
		leg: (key: string) => ({
			start: withQuery(base, { leg: key }),
			status: withQuery(`${base}/status`, { leg: key })
		})
	};
};

export type Hook = 'start' | 'step' | 'status' | 'recording' | 'room';

/** Which of an account's addresses a delivery came to; null when it is none of them. */
export const hookOf = (
	delivery: Delivery,
	account: string
): { hook: Hook; turn?: number; query: URLSearchParams } | null => {
	if (!URL.canParse(delivery.url)) return null;
	const { pathname, searchParams: query } = new URL(delivery.url);
	const tail = pathname.startsWith(`/hooks/${account}`) ? pathname.slice(`/hooks/${account}`.length) : null;
	if (tail === '') return { hook: 'start', query };
	if (tail === '/status') return { hook: 'status', query };
	if (tail === '/recording') return { hook: 'recording', query };
	if (tail === '/room') return { hook: 'room', query };
	if (tail !== '/step') return null;
	const turn = Number(query.get('t') ?? NaN);
	return Number.isSafeInteger(turn) && turn >= 0 ? { hook: 'step', turn, query } : null;
};
