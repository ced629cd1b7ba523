import type { Call, Device } from '@twilio/voice-sdk';
import type { MicrophoneFault } from '#lib/sound/microphone.ts';
import { silence } from '#lib/wav.ts';
import type { LineEvents, OpenLine } from './line.ts';

/* Twilio's Voice SDK. Contract: twilio.com/docs/voice/sdks/javascript, its errors: twilio.com/docs/api/errors. */

type Options = NonNullable<ConstructorParameters<typeof Device>[1]>;
export type MakeDevice = (token: string, options: Options) => Promise<Device>;

/** The token has run out or was never good: a fresh one may be. */
const token_faults = new Set([20101, 20102, 20103, 20104, 20151, 20157, 31204, 31205, 31207]);
const microphone_faults: Record<number, MicrophoneFault> = { 31401: 'blocked', 31402: 'no_microphone' };
const levels_ms = 100;

/** Nothing is heard of the SDK's own sounds, which would come from another host: the call is announced on screen. */
const silent = (): Options => {
	const url = URL.createObjectURL(silence());
	const names = ['disconnect', 'incoming', 'outgoing'];
	for (const key of [...'0123456789', 's', 'h']) names.push(`dtmf${key}`);
	return {
		sounds: Object.fromEntries(names.map((name) => [name, url])),
		disableAudioContextSounds: true,
		// Statistics for the carrier, which the page's policy would not let through.
		publishEvents: false
	} as Options;
};

/** Answers what is ours, and tells how it goes. */
async function answer(call: Call, events: LineEvents) {
	if (!(await events.rings(call.parameters['CallSid'] ?? ''))) return;
	let told = 0;
	call.on('accept', () => events.talks(true));
	for (const over of ['disconnect', 'cancel', 'reject'] as const) call.on(over, () => events.talks(false));
	call.on('volume', (spoken: number, heard: number) => {
		if (performance.now() - told < levels_ms) return;
		told = performance.now();
		events.levels(spoken, heard);
	});
	call.on('error', ({ code }: { code: number }) => {
		const fault = microphone_faults[code];
		if (fault) events.fault(fault);
	});
	call.accept({ rtcConstraints: { audio: { echoCancellation: true } } });
}

/** How a line is opened with this way to make a device. */
export const openOn =
	(make: MakeDevice): OpenLine =>
	async ({ token }, events) => {
		const device = await make(token, { ...silent(), closeProtection: true, logLevel: 'silent' });
		/** True once a fresh token was asked for that has not been taken yet. */
		let renewed = false;
		const renew = async (again: boolean) => {
			device.updateToken(await events.renew());
			if (again && device.state === 'unregistered') await device.register();
		};
		device.on('registered', () => {
			renewed = false;
			events.reached(true);
		});
		device.on('unregistered', () => events.reached(false));
		device.on('tokenWillExpire', () => void renew(false).catch(() => undefined));
		device.on('error', ({ code }: { code: number }) => {
			if (!token_faults.has(code)) return;
			if (renewed) return events.refused();
			renewed = true;
			// The next try tells how it went.
			void renew(true).catch(() => undefined);
		});
		device.on('incoming', (call: Call) => void answer(call, events));
		// What is wrong is told as an error; of a lost connection the device makes a new one.
		await device.register().catch(() => undefined);
		return { close: () => device.destroy() };
	};

/** A line of a Twilio account. */
export const openLine = openOn(async (token, options) => {
	const { Device } = await import('@twilio/voice-sdk');
	return new Device(token, options);
});
