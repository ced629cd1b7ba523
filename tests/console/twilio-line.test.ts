import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import type { LineEvents } from '../../console/src/lib/softphone/line.ts';
import { openOn, type MakeDevice } from '../../console/src/lib/softphone/twilio-line.ts';

/** The far side of the SDK, as its documentation tells of it. */
class Device extends EventEmitter {
	state = 'unregistered';
	tokens: string[];
	isDestroyed = false;
	constructor(token: string) {
		super();
		this.tokens = [token];
	}
	async register() {
		this.state = 'registered';
		this.emit('registered');
	}
	updateToken(token: string) {
		this.tokens.push(token);
	}
	destroy() {
		this.isDestroyed = true;
	}
	/** The carrier refuses the token. */
	expire() {
		this.state = 'unregistered';
		this.emit('unregistered');
		this.emit('error', { code: 31205 });
	}
}
class Call extends EventEmitter {
	parameters: { CallSid: string };
	isAccepted = false;
	constructor(CallSid: string) {
		super();
		this.parameters = { CallSid };
	}
	accept() {
		this.isAccepted = true;
		this.emit('accept', this);
	}
}

/** An open line, and all that is told of it. */
async function opened({ mine = ['CA1'], tokens = ['second', 'third'] } = {}) {
	const told: unknown[][] = [];
	const fresh = [...tokens];
	const tell =
		(name: string) =>
		(...more: unknown[]) =>
			void told.push([name, ...more]);
	const events: LineEvents = {
		reached: tell('reached'),
		refused: tell('refused'),
		replaced: tell('replaced'),
		talks: tell('talks'),
		levels: tell('levels'),
		fault: tell('fault'),
		asleep: tell('asleep'),
		rings: async (id) => mine.includes(id),
		renew: async () => fresh.shift() ?? 'none'
	};
	let device: Device | undefined;
	const make = (async (token: string) => (device = new Device(token))) as unknown as MakeDevice;
	const line = await openOn(make)({ account: 'a', by: 'twilio-voice', token: 'first', seconds: 60 }, events);
	return { line, told, device: device! };
}

test('a call of ours is answered by itself, with its levels, and nobody else’s is', async () => {
	const { told, device, line } = await opened();
	expect(told).toEqual([['reached', true]]);
	const [ours, other] = [new Call('CA1'), new Call('CA2')];
	device.emit('incoming', other);
	device.emit('incoming', ours);
	await vi.waitFor(() => expect(ours.isAccepted).toBe(true));
	expect(other.isAccepted).toBe(false);
	ours.emit('volume', 0.2, 0.3);
	ours.emit('volume', 0.9, 0.9);
	ours.emit('disconnect', ours);
	expect(told.slice(1)).toEqual([
		['talks', true],
		['levels', 0.2, 0.3],
		['talks', false]
	]);
	line.close();
	expect(device.isDestroyed).toBe(true);
});

test('what is wrong is told as the person can mend it', async () => {
	const { told, device } = await opened();
	const call = new Call('CA1');
	device.emit('incoming', call);
	await vi.waitFor(() => expect(call.isAccepted).toBe(true));
	call.emit('error', { code: 31401 });
	device.emit('unregistered');
	device.emit('error', { code: 31009 });
	device.emit('registered');
	expect(told.slice(2)).toEqual([
		['fault', 'blocked'],
		['reached', false],
		['reached', true]
	]);
});

test('a token is renewed before it runs out, and once after; refused again it is given up', async () => {
	const { told, device } = await opened();
	device.emit('tokenWillExpire');
	await vi.waitFor(() => expect(device.tokens).toEqual(['first', 'second']));
	device.expire();
	await vi.waitFor(() => expect(told.at(-1)).toEqual(['reached', true]));
	expect(device.tokens).toEqual(['first', 'second', 'third']);
	// No other token helps.
	device.register = async () => device.expire();
	device.expire();
	await vi.waitFor(() => expect(told.at(-1)).toEqual(['refused']));
});
