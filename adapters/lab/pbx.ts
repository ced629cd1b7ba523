import { randomUUID } from 'node:crypto';
import type { CtiConfig } from '../ivr/cti.ts';
import { ctiSignature, signatureHeader, timestampHeader } from '../ivr/cti-signature.ts';

/** What goes wrong on purpose with the events of one call. */
export interface PbxFaults {
	/** Every event this many times at once. */
	repeat?: number;
	/** All events come when the call is over, the last one first. */
	reorder?: boolean;
	unsigned?: boolean;
	wrongSecret?: boolean;
	/** Seconds by which the PBX's clock goes wrong. */
	clock_s?: number;
}
export interface PbxOrder {
	/** As the PBX writes it: `09876543210`, `+91 98765 43210`, `anonymous`. */
	from: string;
	/** The account's number when absent. */
	to?: string;
	queue?: string;
	direction?: 'in' | 'out';
	/** Form when absent: what most PBXs send. */
	style?: 'form' | 'json';
	faults?: PbxFaults;
}
/** A call at the PBX; every act resolves with what the gateway answered (0: nothing). */
export interface PbxCall {
	id: string;
	from: string;
	readonly state: 'ringing' | 'answered' | 'ended';
	/** What the gateway answered so far. */
	readonly answers: readonly number[];
	rung: Promise<void>;
	answer(extension: string): Promise<void>;
	hangUp(cause?: string): Promise<void>;
}
export interface Pbx {
	ring(order: PbxOrder): PbxCall;
	find(id: string): PbxCall | undefined;
}

const limit_ms = 10_000;
const kept_calls = 200;
type Fields = Record<string, string>;

const request = (config: CtiConfig, fields: Fields, { style = 'form', faults = {} }: PbxOrder) => {
	const body = style === 'json' ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
	const timestamp = String(Math.floor(Date.now() / 1000) + (faults.clock_s ?? 0));
	// During a rotation the PBX signs with either.
	const secret = faults.wrongSecret ? 'somebody-elses-secret' : (config.secrets.at(-1) ?? '');
	const type = style === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
	const headers: Fields = { 'content-type': type, [timestampHeader]: timestamp };
	if (!faults.unsigned) headers[signatureHeader] = `v1=${ctiSignature(secret, timestamp, Buffer.from(body))}`;
	return { headers, body };
};

/** A PBX on this machine that tells of its calls by the CTI contract. */
export function pbx(config: CtiConfig, gatewayUrl: string): Pbx {
	const calls = new Map<string, PbxCall>();
	const send = async (fields: Fields, order: PbxOrder) => {
		const { headers, body } = request(config, fields, order);
		const once = () =>
			fetch(`${gatewayUrl}/hooks/${config.id}`, {
				method: 'POST',
				headers,
				body,
				signal: AbortSignal.timeout(limit_ms)
			}).then(
				async (response) => {
					await response.arrayBuffer();
					return response.status;
				},
				() => 0
			);
		return Promise.all(Array.from({ length: order.faults?.repeat ?? 1 }, once));
	};
	const ring = (order: PbxOrder): PbxCall => {
		const id = randomUUID();
		const answers: number[] = [];
		const late: Fields[] = [];
		let state: PbxCall['state'] = 'ringing';
		const common = {
			id,
			caller: order.from,
			called: order.to ?? config.number,
			direction: order.direction ?? 'in',
			...(order.queue === undefined ? {} : { queue: order.queue })
		};
		const tell = async (fields: Fields) => {
			if (order.faults?.reorder) late.push({ ...common, ...fields });
			else answers.push(...(await send({ ...common, ...fields }, order)));
		};
		const call: PbxCall = {
			id,
			from: order.from,
			get state() {
				return state;
			},
			answers,
			rung: tell({ event: 'new_call' }),
			answer: (extension) => {
				state = 'answered';
				return tell({ event: 'answer', extension });
			},
			hangUp: async (cause = state === 'answered' ? 'normal' : 'cancel') => {
				state = 'ended';
				await tell({ event: 'hang_up', cause });
				for (const fields of late.toReversed()) answers.push(...(await send(fields, order)));
			}
		};
		calls.set(id, call);
		const [oldest] = calls.keys();
		if (calls.size > kept_calls && oldest !== undefined) calls.delete(oldest);
		return call;
	};
	return { ring, find: (id) => calls.get(id) };
}
