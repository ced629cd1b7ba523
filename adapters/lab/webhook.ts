import { setTimeout as wait } from 'node:timers/promises';
import type { Attempt } from './sms.ts';

export interface Webhook {
	/** As it is signed: on the gateway's public origin. A fragment is for the carrier alone. */
	url: string;
	method: 'GET' | 'POST';
	headers: Record<string, string>;
	body?: string;
}
export interface RetryRule {
	attempts: number;
	again(status: Attempt['status']): boolean;
	wait_ms: number;
	timeout_ms: number;
}

/** Where webhooks really go: the public origin is replaced by the address on this machine. */
export interface Route {
	gatewayUrl: string;
	signal: AbortSignal;
}

const once = async (webhook: Webhook, route: Route, timeout_ms: number): Promise<Attempt['status']> => {
	const { pathname, search } = new URL(webhook.url);
	const timeout = AbortSignal.timeout(timeout_ms);
	try {
		const { method, headers, body } = webhook;
		const response = await fetch(route.gatewayUrl + pathname + search, {
			method,
			headers,
			redirect: 'manual',
			signal: AbortSignal.any([timeout, route.signal]),
			...(body === undefined ? {} : { body })
		});
		await response.arrayBuffer();
		return response.status;
	} catch {
		return timeout.aborted ? 'timeout' : 'connect';
	}
};

/** Delivers a webhook by the vendor's rule; every attempt is told, the last one decides. */
export async function deliver(webhook: Webhook, rule: RetryRule, route: Route): Promise<Attempt['status'][]> {
	const statuses: Attempt['status'][] = [];
	while (statuses.length < rule.attempts && !route.signal.aborted) {
		if (statuses.length > 0)
			await wait(rule.wait_ms, undefined, { signal: route.signal }).catch(() => undefined);
		const status = await once(webhook, route, rule.timeout_ms);
		statuses.push(status);
		if (!rule.again(status)) break;
	}
	return statuses;
}

const taken = (status: Attempt['status']) => typeof status === 'number' && status >= 200 && status < 300;

/** Vonage comes back until a 2xx, for 24 hours; the lab gives up after `attempts`. */
export const vonageRule = (attempts = 5, wait_ms = 1000): RetryRule => ({
	attempts,
	wait_ms,
	timeout_ms: 15_000,
	again: (status) => !taken(status)
});

/** Twilio's connection overrides in the URL's fragment; without them one more attempt after a failed connect. */
export function twilioRule(url: string, wait_ms = 500): RetryRule {
	const overrides = new URLSearchParams(url.split('#')[1] ?? '');
	const policy = (overrides.get('rp') ?? 'ct').split(',');
	const on = (name: string) => policy.includes(name) || policy.includes('all');
	return {
		attempts: 1 + Math.min(Number(overrides.get('rc') ?? 1), 5),
		wait_ms,
		timeout_ms: Number(overrides.get('rt') ?? 15_000),
		again: (status) => {
			if (status === 'connect') return on('ct');
			if (status === 'timeout') return on('rt');
			return (status >= 500 && on('5xx')) || (status >= 400 && status < 500 && on('4xx'));
		}
	};
}
