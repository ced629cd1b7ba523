import { Webhook } from 'standardwebhooks';
import type { LabAnswer, LabServer } from './server.ts';

/** How the receiver fails on purpose: a status, a redirect, no answer at all, or one that is not HTTP. */
export type ReceiverFault = `${number}` | 'redirect' | 'hang' | 'garbage';

/** One message as it came. */
export interface Received {
	headers: Record<string, string>;
	body: string;
	/** Whether the signature holds; null before the receiver was given a secret. */
	verified: boolean | null;
	/** What the receiver did to it; null where it took it. */
	fault: ReceiverFault | null;
	/** Its id was seen and taken before. */
	repeated: boolean;
}
export interface Receiver {
	url: string;
	/** The newest last; at most 500. */
	received: readonly Received[];
	/** What was taken, each once. */
	taken(): { id: string; type: string; number: string | null; sequence: number | null; data: unknown }[];
	/** Verifies by this secret from now on. */
	trust(secret: string): void;
	/** Fails so at the next messages, one after the other; `for` is asked of each body first. */
	fail(faults: readonly ReceiverFault[], applies?: (body: string) => boolean): void;
}

const KEPT = 500;

const failing: Record<string, (url: string) => LabAnswer> = {
	redirect: (url) => ({ status: 307, headers: { location: `${url}/elsewhere` } }),
	hang: () => ({ status: 0, fault: 'hang' }),
	garbage: () => ({ status: 0, fault: 'garbage' })
};

function holds(secret: string | undefined, body: string, headers: Record<string, string>): boolean | null {
	if (!secret) return null;
	try {
		new Webhook(secret).verify(body, headers);
		return true;
	} catch {
		return false;
	}
}

/** Another department's system, at `/receiver` of the lab: takes webhooks, shows them, and fails when told to. */
export function labReceiver(server: LabServer): Receiver {
	const received: Received[] = [];
	const url = `${server.url}/receiver`;
	let secret: string | undefined;
	let faults: ReceiverFault[] = [];
	let applies: (body: string) => boolean = () => true;
	const trust = (next: string) => void (secret = next);
	const fail: Receiver['fail'] = (next, only = () => true) => {
		faults = [...next];
		applies = only;
	};
	server.route('POST', '/receiver', ({ body: bytes, headers }) => {
		const body = bytes.toString();
		const fault = applies(body) ? (faults.shift() ?? null) : null;
		const id = headers['webhook-id'];
		const repeated = received.some((one) => !one.fault && one.headers['webhook-id'] === id);
		received.push({ headers, body, verified: holds(secret, body, headers), fault, repeated });
		if (received.length > KEPT) received.shift();
		if (fault) return failing[fault]?.(url) ?? { status: Number(fault), body: 'on purpose' };
		return { status: 204 };
	});
	server.route('POST', '/receiver/elsewhere', () => ({ status: 204 }));
	server.route('GET', '/receiver', () => ({
		status: 200,
		type: 'application/json',
		body: JSON.stringify(received, null, '\t')
	}));
	server.route('PUT', '/receiver/secret', ({ body }) => {
		trust(body.toString().trim());
		return { status: 204 };
	});
	server.route('PUT', '/receiver/faults', ({ body }) => {
		fail(JSON.parse(body.toString()) as ReceiverFault[]);
		return { status: 204 };
	});
	return {
		url,
		received,
		taken: () =>
			received.filter(({ fault, repeated }) => !fault && !repeated).map(({ body }) => JSON.parse(body)),
		trust,
		fail
	};
}
