import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP } from 'node:net';
import { BlockedAddress, guardedLookup, hostOf } from './address.ts';

export interface Posted {
	/** Of the answer; null where none came. */
	status: number | null;
	/** Null where it was taken: `timeout`, `blocked`, `refused`, `name`, `reset`, `tls`, `garbage`, `redirect`, `status`. */
	fault: string | null;
	duration_ms: number;
	/** How the answer begins, as text. */
	answer: string;
}
export interface PostOptions {
	allowed(address: string): boolean;
	/** For connecting, sending and reading together. */
	timeout_ms?: number;
}

const TIMEOUT_MS = 10_000;
const ANSWER_LIMIT_BYTES = 64 * 1024;
const ANSWER_SHOWN = 300;

/** Node's words for what goes wrong, in ours. */
const faults: Record<string, string> = {
	blocked: 'blocked',
	ECONNREFUSED: 'refused',
	EHOSTUNREACH: 'refused',
	ENETUNREACH: 'refused',
	ENOTFOUND: 'name',
	EAI_AGAIN: 'name',
	ETIMEDOUT: 'timeout',
	ECONNRESET: 'reset',
	EPIPE: 'reset'
};
const faultOf = (cause: NodeJS.ErrnoException, late: boolean) => {
	if (late) return 'timeout';
	const code = cause.code ?? '';
	if (code.startsWith('HPE_')) return 'garbage';
	return faults[code] ?? (/CERT|TLS|SSL|SIGNATURE|EPROTO/.test(code) ? 'tls' : 'refused');
};

/** As much of the answer as is allowed; what stalls or breaks is an answer all the same, its status has come. */
async function beginningOf(response: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of response as AsyncIterable<Buffer>) {
			chunks.push(chunk);
			if ((size += chunk.length) >= ANSWER_LIMIT_BYTES) break;
		}
	} catch {
		// Cut off by the far side or by our time limit.
	}
	response.destroy();
	const text = Buffer.concat(chunks).subarray(0, ANSWER_LIMIT_BYTES).toString('utf8');
	return text.replaceAll('\0', '').slice(0, ANSWER_SHOWN);
}

const judge = (status: number) => {
	if (status >= 200 && status < 300) return null;
	return status >= 300 && status < 400 ? 'redirect' : 'status';
};

function send(url: URL, body: string, options: RequestOptions): Promise<IncomingMessage> {
	const request = url.protocol === 'https:' ? requestTls : requestPlain;
	return new Promise((resolve, reject) => {
		const sent = request(url, options, resolve);
		sent.on('error', reject);
		sent.end(body);
	});
}

/** Posts JSON once, within ten seconds, to an allowed address alone; follows nothing. Never throws. */
export async function postJson(
	address: string,
	body: string,
	headers: Record<string, string>,
	{ allowed, timeout_ms = TIMEOUT_MS }: PostOptions
): Promise<Posted> {
	const begun = performance.now();
	const signal = AbortSignal.timeout(timeout_ms);
	const took = () => Math.round(performance.now() - begun);
	try {
		const url = new URL(address);
		const host = hostOf(url);
		// A written address is connected to without being looked up.
		if (isIP(host) && !allowed(host)) throw new BlockedAddress(host);
		const response = await send(url, body, {
			method: 'POST',
			agent: false,
			signal,
			lookup: guardedLookup(allowed),
			headers: {
				'content-type': 'application/json',
				'content-length': String(Buffer.byteLength(body)),
				'user-agent': 'Sunwai',
				...headers
			}
		});
		const status = response.statusCode ?? 0;
		const answer = await beginningOf(response);
		return { status, fault: judge(status), duration_ms: took(), answer };
	} catch (cause) {
		const fault = faultOf(cause as NodeJS.ErrnoException, signal.aborted);
		return { status: null, fault, duration_ms: took(), answer: '' };
	}
}
