const notes_hz = [660, 880];
const note_seconds = 0.12;
const volume = 0.08;
let context: AudioContext | undefined;

/** Two soft notes. Silent where the browser lets no page sound before the first key or touch. */
export function chime() {
	context ??= new AudioContext();
	const { currentTime, destination } = context;
	notes_hz.forEach((frequency, at) => {
		const tone = new OscillatorNode(context!, { frequency });
		const gain = new GainNode(context!, { gain: volume });
		const from = currentTime + at * note_seconds;
		gain.gain.setTargetAtTime(0, from + note_seconds / 2, note_seconds / 4);
		tone.connect(gain).connect(destination);
		tone.start(from);
		tone.stop(from + note_seconds * 2);
	});
}
