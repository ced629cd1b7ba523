import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import type { InboundCall } from '#adapters/inbound.ts';
import type { VoiceStep } from '#adapters/voice.ts';
import type { Node } from '#contracts/script.ts';
import { readBlob } from '#db/blob.ts';
import { moveCall, type Call } from '#db/call.ts';
import { playableRecording, readTake } from '#db/recording.ts';
import type { Db } from '#db/sql.ts';
import type { Services } from '../services.ts';
import type { Answered } from './advance.ts';
import { render } from './reply.ts';

/*
 * Where a carrier tells of a recording only after the step that follows it, the caller waits for it a little, and hears
 * it from our own store.
 */

/** Seconds that a caller waits, a step each; then the script goes on without it. */
const LONGEST_WAIT_SECONDS = 8;
/** The key by which a recording is kept: whoever presses it does not want to hear it first. */
const KEEP = '1';

const markOf = (secret: string, id: string) =>
	createHmac('sha256', secret).update(`recording\0${id}`).digest('hex');

const addressOf = ({ config, secret }: Pick<Services, 'config' | 'secret'>, id: string) =>
	`${config.publicOrigin}/recordings/${id}/${markOf(secret, id)}.wav`;

/** Serves recordings to a carrier's player, as long as their call goes on and to who was told the address. */
export function recordingRoutes(app: FastifyInstance, { pool, secret }: Pick<Services, 'pool' | 'secret'>) {
	// Not limited: a provider asks for all its calls from a few addresses.
	const options = { config: { rateLimit: false } } as const;
	app.get<{ Params: { id: string; mark: string } }>(
		'/recordings/:id/:mark.wav',
		options,
		async ({ params: { id, mark } }, reply) => {
			const known = /^\d{1,18}$/.test(id) && /^[0-9a-f]{64}$/.test(mark);
			const isOurs = known && timingSafeEqual(Buffer.from(mark), Buffer.from(markOf(secret, id)));
			const found = isOurs ? await playableRecording(pool, id) : null;
			if (!found) return reply.code(404).send();
			return reply
				.header('cache-control', 'no-store')
				.type(found.mediaType)
				.send(await readBlob(pool, found.blob));
		}
	);
}

/** The turn of the recording that the caller has just made, or waits for already; null where there is none to wait for. */
function awaited(adapter: ChannelAdapter, call: Call, node: Node | undefined, inbound: InboundCall) {
	if (node?.do !== 'record' || inbound.hungUp) return null;
	const { awaits, takes } = call.answers;
	if (typeof awaits === 'number') return awaits;
	const follows = adapter.voice?.recordingFollows && inbound.event === 'recorded' && !inbound.recording;
	// What is not played back is not waited for.
	const isPlayed = node.heard.say?.some((said) => typeof said === 'object' && 'recording' in said);
	return follows && isPlayed && Number(takes) < node.takes ? call.turn : null;
}

const wait = (turn: number, { language }: Call, isFirst: boolean): VoiceStep => ({
	say: isFirst ? [{ prompt: 'one-moment', language }] : [],
	then: { do: 'gather', digits: 1, timeout: 1, finishOnHash: false },
	turn
});

/** What the script goes on by: the same request, or a recording that has come; or what its caller hears meanwhile. */
type Review = { waits: Answered } | { waits?: never; call: Call; inbound: InboundCall };

/** Waits for a recording that its carrier tells of later. The call is locked by the transaction. */
export async function review(
	services: Services,
	db: Db,
	adapter: ChannelAdapter,
	{ call, node, inbound }: { call: Call; node: Node | undefined; inbound: InboundCall }
): Promise<Review> {
	const begun = awaited(adapter, call, node, inbound);
	if (begun === null) return { call, inbound };
	const take = await readTake(db, call.id, begun);
	const isOver = inbound.digits === KEEP || call.turn - begun >= LONGEST_WAIT_SECONDS;
	if (!isOver && take?.state !== 'stored' && take?.state !== 'failed') {
		const step = wait(call.turn + 1, call, call.turn === begun);
		await moveCall(db, call.id, { ...call, turn: step.turn, answers: { ...call.answers, awaits: begun } });
		return { waits: { reply: render(services, adapter, call.externalId, step), turn: step.turn } };
	}
	const { awaits: _, ...answers } = call.answers;
	const { digits: _typed, recording: _none, ...asked } = inbound;
	const url = take?.state === 'stored' && inbound.digits !== KEEP ? addressOf(services, take.id) : null;
	return {
		// The steps of waiting are none of the script's.
		call: { ...call, answers: { ...answers, idle: Number(answers['idle'] ?? 0) + call.turn - begun } },
		inbound: {
			...asked,
			event: 'recorded',
			...(url === null || !take ? {} : { recording: { externalId: take.id, url } })
		}
	};
}
