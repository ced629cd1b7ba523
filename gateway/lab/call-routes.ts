import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/lab-call.ts';
import type { CallFault, LabCall } from '#contracts/lab-call.ts';
import type { CallFaults } from '#adapters/lab/exchange.ts';
import type { LiveCall } from '#adapters/lab/telephone.ts';
import { isWav } from '#adapters/lab/tone.ts';
import type { Guard } from '../access/guard.ts';
import { Refusal } from '../refusal.ts';
import { serve } from '../typed.ts';
import type { Lab } from './start.ts';

const REPEATS = 3;
/** A WAV as base64 inside JSON. */
const SOUND_LIMIT_BYTES = contract.LAB_SOUND_LETTERS + 1024;

const faultsOf = (faults: readonly CallFault[]): CallFaults => ({
	...(faults.includes('repeat') ? { repeat: REPEATS, recording: 'repeated' as const } : {}),
	...(faults.includes('reorder') ? { status: 'reversed' as const, recording: 'before' as const } : {}),
	...(faults.includes('unsigned') ? { unsigned: true } : {}),
	...(faults.includes('wrong_host') ? { wrongHost: true } : {}),
	...(faults.includes('extra_fields') ? { extraFields: true } : {})
});

const shown = ({ id, via, from, to, direction, state, talks, heard, ending }: LiveCall): LabCall => ({
	id,
	via: via === 'ivr-vonage' ? 'ivr-vonage' : 'ivr-twilio',
	from,
	to,
	direction,
	state,
	talks,
	heard: [...heard],
	...(ending ? { ending } : {})
});

/** Telephones on this machine: calls that they place and calls that ring them. */
export function callRoutes(app: FastifyInstance, { telephone }: Lab, allowed: ReturnType<Guard>) {
	const find = (id: string) => {
		const call = telephone.find(id);
		if (!call) throw new Refusal('not_found', 404, 'No such call.');
		return call;
	};
	serve(app, contract.placeLabCall, allowed, async ({ body: { faults = [], ...order } }) =>
		shown(telephone.placeCall({ ...order, faults: faultsOf(faults) }))
	);
	serve(app, contract.readLabCall, allowed, async ({ params }) => shown(find(params.id)));
	serve(app, contract.readLabPhone, allowed, async ({ params }) => ({
		calls: telephone.calls(params.phone).map(shown),
		does: telephone.phones.habit(params.phone)?.does ?? ('hand' as const)
	}));
	serve(app, contract.actLabCall, allowed, async ({ params, body }) => {
		const call = find(params.id);
		if ('press' in body) await call.press(body.press);
		else if ('speak' in body) await call.record(body.speak);
		else if ('answer' in body) await call.answer();
		else await call.hangUp();
		return shown(call);
	});
	const speak = { ...contract.speakLabCall, bodyLimit: SOUND_LIMIT_BYTES };
	serve(app, speak, allowed, async ({ params, body }) => {
		const call = find(params.id);
		const wav = Buffer.from(body.wav, 'base64');
		if (!isWav(wav)) throw new Refusal('invalid', 400, 'A WAV of 8 kHz, 16 bit, mono is wanted.');
		if (call.state !== 'recording') throw new Refusal('not_recording', 409, 'Nothing is being recorded.');
		await call.record(wav);
		return shown(call);
	});
	serve(app, contract.setLabPhone, allowed, async ({ params, body: { does, after_s, press } }) => {
		const then = press === undefined ? [] : [`press ${press}` as const];
		telephone.phones.set(params.phone, does === 'hand' ? null : { does, after_s, then });
		return { does };
	});
}
