/* A telephone's sound in the browser: 16-bit samples of 8 kHz, in small pieces, whatever rate the browser runs at. */
const rate_hz = 8000;
/** 40 ms. */
const piece = 320;
/** So much is waited for before a voice is played, so that it does not stutter: 80 ms. */
const cushion = 640;
/** A voice that is later than this catches up by leaving something out: 240 ms. */
const most = 1920;
/** Loudness is told ten times a second. */
const tells_each = 800;
const mouths_limit = 8;

/** Loudness from 0 to 1, told now and then. */
class Meter {
	sum = 0;
	count = 0;
	constructor(port) {
		this.port = port;
	}
	take(value) {
		this.sum += value * value;
		this.count += 1;
		if (this.count < tells_each) return;
		this.port.postMessage({ level: Math.sqrt(this.sum / this.count) }, []);
		this.sum = this.count = 0;
	}
}

/** Gives what the microphone hears. */
class Microphone extends AudioWorkletProcessor {
	step = sampleRate / rate_hz;
	due = this.step;
	sum = 0;
	count = 0;
	samples = new Int16Array(piece);
	filled = 0;
	meter = new Meter(this.port);

	keep(value) {
		this.meter.take(value);
		this.samples[this.filled++] = Math.round(Math.max(-1, Math.min(1, value)) * 32_767);
		if (this.filled < piece) return;
		this.port.postMessage({ said: this.samples.buffer }, [this.samples.buffer]);
		this.samples = new Int16Array(piece);
		this.filled = 0;
	}

	process([input]) {
		for (const sample of input[0] ?? []) {
			this.sum += sample;
			this.count += 1;
			this.due -= 1;
			if (this.due > 0) continue;
			this.keep(this.sum / this.count);
			this.sum = this.count = 0;
			this.due += this.step;
		}
		return true;
	}
}

/** One who is heard: what has come of them and is not played yet. */
class Voice {
	samples = [];
	playing = false;
	add(samples) {
		this.samples.push(...samples);
		if (this.samples.length > most) this.samples.splice(0, this.samples.length - cushion);
		if (this.samples.length >= cushion) this.playing = true;
	}
	next() {
		if (!this.playing) return 0;
		const value = this.samples.shift();
		if (value === undefined) this.playing = false;
		return (value ?? 0) / 32_768;
	}
}

/** Plays everybody who is heard at once. */
class Loudspeaker extends AudioWorkletProcessor {
	voices = new Map();
	step = rate_hz / sampleRate;
	at = 1;
	before = 0;
	now = 0;
	meter = new Meter(this.port);

	constructor() {
		super();
		this.port.onmessage = ({ data: { from, sound } }) => {
			if (!this.voices.has(from) && this.voices.size >= mouths_limit)
				this.voices.delete(this.voices.keys().next().value);
			const voice = this.voices.get(from) ?? new Voice();
			this.voices.set(from, voice);
			voice.add(new Int16Array(sound));
		};
	}

	mixed() {
		let sum = 0;
		for (const voice of this.voices.values()) sum += voice.next();
		this.meter.take(sum);
		return Math.max(-1, Math.min(1, sum));
	}

	process(_inputs, [output]) {
		const [channel] = output;
		for (let at = 0; at < channel.length; at++) {
			for (; this.at >= 1; this.at -= 1) [this.before, this.now] = [this.now, this.mixed()];
			channel[at] = this.before + (this.now - this.before) * this.at;
			this.at += this.step;
		}
		for (const other of output.slice(1)) other.set(channel);
		return true;
	}
}

registerProcessor('microphone', Microphone);
registerProcessor('loudspeaker', Loudspeaker);
