import { closeMicrophone, openMicrophone, type MicrophoneFault } from './microphone.ts';

/** What is told of this browser's sound. */
export interface SoundEvents {
	/** A piece of what is said here. */
	said(piece: ArrayBuffer): void;
	/** How loud it is at the microphone and at the loudspeaker, from 0 to 1; ten times a second. */
	spoken(level: number): void;
	heard(level: number): void;
	/** Nobody here is heard; the others are heard all the same. */
	fault(fault: MicrophoneFault): void;
	/** The browser plays nothing till somebody clicks or presses a key. */
	asleep(asleep: boolean): void;
}

/** This browser's microphone and loudspeaker. */
export interface Sound {
	play(from: string, piece: ArrayBuffer): void;
	close(): void;
}

type Told = { level: number } | { said: ArrayBuffer };

/** Leads the microphone, where there is one, to `events`; gives how to let go of it. */
async function listen(context: AudioContext, events: SoundEvents): Promise<() => void> {
	const opened = await openMicrophone();
	if (typeof opened === 'string') {
		events.fault(opened);
		return () => undefined;
	}
	for (const track of opened.getTracks()) track.onended = () => events.fault('no_microphone');
	if (context.state !== 'closed') {
		const microphone = new AudioWorkletNode(context, 'microphone');
		microphone.port.onmessage = ({ data }: MessageEvent<Told>) =>
			'said' in data ? events.said(data.said) : events.spoken(data.level);
		// It gives out silence; without an end browsers may not run it.
		context.createMediaStreamSource(opened).connect(microphone).connect(context.destination);
		// Whoever lets their microphone be used may be spoken to: now it may be allowed.
		void context.resume();
	}
	return () => closeMicrophone(opened);
}

/** Wakes the sound at the next touch of key or pointer, where the browser wants one. Gives how to stop that. */
function keepAwake(context: AudioContext, events: SoundEvents): () => void {
	// Never awaited: where it is not allowed yet it is answered only when it is.
	const wake = () => void context.resume();
	const touches = ['pointerdown', 'keydown'] as const;
	for (const touch of touches) addEventListener(touch, wake);
	context.onstatechange = () => events.asleep(context.state === 'suspended');
	events.asleep(context.state === 'suspended');
	wake();
	return () => {
		context.onstatechange = null;
		for (const touch of touches) removeEventListener(touch, wake);
	};
}

/** Opens loudspeaker and microphone. One hears at once, while the browser may still ask for the microphone. */
export async function openSound(events: SoundEvents): Promise<Sound> {
	const context = new AudioContext({ latencyHint: 'interactive' });
	await context.audioWorklet.addModule('/sound.js');
	const loudspeaker = new AudioWorkletNode(context, 'loudspeaker', { numberOfInputs: 0 });
	loudspeaker.port.onmessage = ({ data }: MessageEvent<{ level: number }>) => events.heard(data.level);
	loudspeaker.connect(context.destination);
	const doze = keepAwake(context, events);
	const microphone = listen(context, events);
	return {
		play: (from, sound) => loudspeaker.port.postMessage({ from, sound }, [sound]),
		close() {
			doze();
			void microphone.then((stop) => stop());
			void context.close();
		}
	};
}
