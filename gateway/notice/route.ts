import type { Services } from '../services.ts';

/** Accounts by which a notice can go: the one it was written for, then those of its channel in their order. */
export function routeOf(
	{ adapters, config }: Services,
	{ account, channel }: { account: string; channel: string }
): string[] {
	const others =
		channel === 'email'
			? [config.mailAccount, ...config.mailFallback]
			: [config.smsAccount, ...config.smsFallback];
	const all = [account, ...others].filter((id): id is string => id !== undefined);
	return [...new Set(all)].filter((id) => adapters.get(id)?.send && adapters.get(id)!.channel === channel);
}
