import type { Face, Outgoing } from './exchange.ts';
import { late_s, repeats } from './faults.ts';
import type { RetryRule } from './webhook.ts';
import type { World } from './world.ts';

export interface Answer {
	/** 0: no answer in time. */
	status: number;
	body: string;
}
/** Where webhooks of an account go, and how. */
export interface Route {
	account: string;
	gatewayUrl: string;
	face: Face;
	world: World;
	/** In place of the provider's own patience. */
	limit_ms?: number;
}

const attempt = async (
	gatewayUrl: string,
	{ url, method, headers, body }: Outgoing,
	timeout_ms: number
): Promise<Answer & { kind: number | 'connect' | 'timeout' }> => {
	const { pathname, search } = new URL(url);
	const timeout = AbortSignal.timeout(timeout_ms);
	try {
		const response = await fetch(gatewayUrl + pathname + search, {
			method,
			headers,
			redirect: 'error',
			signal: timeout,
			...(body === undefined ? {} : { body })
		});
		return { status: response.status, body: await response.text(), kind: response.status };
	} catch {
		return { status: 0, body: '', kind: timeout.aborted ? 'timeout' : 'connect' };
	}
};

/** Sends one request within the provider's time, as often as the provider's rule says. */
const once = async (route: Route, outgoing: Outgoing, rule: RetryRule): Promise<Answer> => {
	let answer: Answer = { status: 0, body: '' };
	for (let tries = 0; tries < rule.attempts; tries++) {
		if (tries > 0) await route.world.pause(rule.wait_ms / 1000);
		const { kind, ...got } = await attempt(route.gatewayUrl, outgoing, rule.timeout_ms);
		answer = got;
		if (!rule.again(kind) || route.world.signal.aborted) break;
	}
	return answer;
};

/** The same request as somebody else would send it who does not know the secret. */
const forged = ({ headers, ...rest }: Outgoing): Outgoing => {
	const { authorization, ...others } = headers;
	return {
		...rest,
		headers: {
			...others,
			...(authorization === undefined ? {} : { authorization: `${authorization.slice(0, -6)}AAAAAA` }),
			...('x-twilio-signature' in headers ? { 'x-twilio-signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' } : {})
		}
	};
};

/** Sends a request `times` at once, with what the account's faults make of it; the forged copy's answer is `refused`. */
export async function post(
	route: Route,
	outgoing: Outgoing,
	times: number
): Promise<{ answers: Answer[]; refused?: number }> {
	const { world, face } = route;
	const faults = world.faults(route.account);
	const rule = face.rule(outgoing.url, route.limit_ms);
	const chance = () => world.chance();
	const isLate = chance() < faults.late;
	const copies = chance() < faults.repeat ? Math.max(times, repeats) : times;
	const isForged = chance() < faults.forge;
	if (isLate) await world.pause(late_s);
	const refused = isForged ? await once(route, forged(outgoing), { ...rule, attempts: 1 }) : undefined;
	const answers = await Promise.all(Array.from({ length: copies }, () => once(route, outgoing, rule)));
	return { answers, ...(refused === undefined ? {} : { refused: refused.status }) };
}
