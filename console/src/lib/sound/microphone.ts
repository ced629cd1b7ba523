/**
 * Why nothing is heard of whoever sits here. `insecure`: browsers give microphones to pages of `https` alone;
 * `unsupported`: this one takes and plays no sound at all.
 */
export type MicrophoneFault = 'no_microphone' | 'blocked' | 'in_use' | 'insecure' | 'unsupported';

const faults: Record<string, MicrophoneFault> = {
	NotAllowedError: 'blocked',
	SecurityError: 'blocked',
	NotReadableError: 'in_use',
	AbortError: 'in_use'
};

/** Opens the microphone, asking the person where they were not asked before; its fault where it cannot be had. */
export async function openMicrophone(): Promise<MediaStream | MicrophoneFault> {
	if (!('mediaDevices' in navigator)) return 'insecure';
	try {
		return await navigator.mediaDevices.getUserMedia({
			audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
		});
	} catch (fault) {
		return faults[(fault as DOMException).name] ?? 'no_microphone';
	}
}

/** Lets go of a microphone. */
export const closeMicrophone = (stream: MediaStream) => {
	for (const track of stream.getTracks()) track.stop();
};

/** Asks for the microphone and lets go of it again; gives what was wrong. */
export async function tryMicrophone(): Promise<MicrophoneFault | null> {
	const opened = await openMicrophone();
	if (typeof opened === 'string') return opened;
	closeMicrophone(opened);
	return null;
}
