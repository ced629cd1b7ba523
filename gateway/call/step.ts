import { Unreadable } from '#adapters/inbound.ts';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import type { Delivery, HttpAnswer, InboundCall, Verdict } from '#adapters/inbound.ts';
import * as calls from '#db/call.ts';
import type { Reply, Whose } from '#db/call.ts';
import { nameCallOut } from '#db/call-out.ts';
import { findLeg } from '#db/call-leg.ts';
import { prepared } from '#db/prepared.ts';
import type { Db } from '#db/sql.ts';
import { cleanRecord, cleanText } from '../intake/clean.ts';
import type { Services } from '../services.ts';
import { expectRecording } from './recording.ts';
import { callOutOf, callOutStep } from './call-out.ts';
import { advance, repeatCurrent } from './advance.ts';
import { hearLine } from './heard.ts';
import { legOf } from './hub.ts';
import { legStep } from './leg.ts';
import { hearPbx } from './pbx.ts';
import { answerOf, apology } from './reply.ts';

/** A delivery of kind `call` that was verified. */
export type Verified = Extract<Verdict, { ok: true }>;

const nothing: Reply = { status: 204, type: null, body: null };

/** The line that a request is about: one of ours says which at first, and later ones are known by their carrier's id. */
async function lineOf(db: Db, account: string, { key, callId }: InboundCall): Promise<Whose> {
	const [own, out] = [legOf(key), callOutOf(key)];
	if (out !== null) return { leg: null, call: out, ours: true };
	const leg = own === null ? null : await findLeg(db, own);
	return leg ? { leg, call: null, ours: true } : calls.whoseLine(db, account, callId);
}

const run = async (
	services: Services,
	db: Db,
	adapter: ChannelAdapter,
	externalId: string,
	inbound: InboundCall,
	{ leg, call: known, ours }: Whose
): Promise<Reply> => {
	if (leg) return (await legStep(services, db, adapter, leg, inbound, externalId)) ?? nothing;
	if (ours && known !== null) {
		await nameCallOut(db, known, inbound.callId);
		const asking = await calls.lockCallById(db, known);
		if (asking?.asks) return walkOn(services, db, adapter, asking, inbound, externalId);
		return (await callOutStep(services, db, adapter, known, inbound, externalId)) ?? nothing;
	}
	const call = await calls.lockCall(db, {
		account: adapter.account,
		externalId: inbound.callId,
		from: inbound.from.address,
		to: inbound.to.address
	});
	return walkOn(services, db, adapter, call, inbound, externalId);
};

/** Answers a request of a call that walks a script, and notes what it says of the line. */
const walkOn = async (
	services: Services,
	db: Db,
	adapter: ChannelAdapter,
	call: calls.Call,
	inbound: InboundCall,
	externalId: string
): Promise<Reply> => {
	if (inbound.event === 'progress' || inbound.event === 'ended' || inbound.event === 'room') {
		if (inbound.desk) await hearPbx(services, db, call, inbound);
		await hearLine(services, db, call, inbound);
		return nothing;
	}
	await hearLine(services, db, call, inbound);
	if (inbound.recording && inbound.recording.duration !== 0)
		await expectRecording(services, db, call, inbound.recording, true);
	// Who comes out of a room was there for longer than any turn.
	const fresh = inbound.event === 'start' || inbound.event === 'left' || call.node === 'start';
	const stale = !fresh && inbound.turn !== call.turn;
	const { reply, turn } = await (stale
		? repeatCurrent(services, db, call)
		: advance(services, db, adapter, call, inbound));
	await calls.keepReply(db, call.id, externalId, turn, reply);
	return reply;
};

const durable = (
	services: Services,
	delivery: Delivery,
	adapter: ChannelAdapter,
	verdict: Verified,
	call: InboundCall
) => {
	const externalId = cleanText(verdict.externalId).slice(0, 500);
	return services.transaction(async (connection) => {
		const db = prepared(connection);
		const delivered = calls.recordCallDelivery(db, {
			account: adapter.account,
			externalId,
			provider: adapter.provider,
			method: delivery.method,
			url: cleanText(delivery.url),
			headers: cleanRecord(delivery.headers),
			body: delivery.body,
			flags: verdict.flags ?? []
		});
		// The two travel together; what is repeated waits in the first for its other copy.
		const [isNew, line] = await Promise.all([delivered, lineOf(db, adapter.account, call)]);
		if (isNew) return run(services, db, adapter, externalId, call, line);
		const of = line.leg?.call ?? line.call;
		return (of === null ? null : await calls.replyTo(db, of, externalId)) ?? nothing;
	});
};

/** Keeps what cannot be read; the caller is told, since the line is still open. */
const park = async (
	services: Services,
	delivery: Delivery,
	adapter: ChannelAdapter,
	verdict: Verified,
	fault: Unreadable
): Promise<HttpAnswer> => {
	await services.receive({
		account: adapter.account,
		channel: adapter.channel,
		provider: adapter.provider,
		kind: 'call',
		externalId: verdict.externalId,
		method: delivery.method,
		url: delivery.url,
		headers: delivery.headers,
		body: delivery.body,
		park: { reason: fault.reason, detail: fault.message }
	});
	return apology(services, adapter);
};

const read = async (delivery: Delivery, adapter: ChannelAdapter): Promise<InboundCall> => {
	const [inbound] = await adapter.parse(delivery);
	if (inbound?.kind !== 'call') throw new Unreadable('not_a_call');
	return inbound;
};

/**
 * Answers one verified request of a telephone call. Ledger, place in the script, number and answer are written in
 * one transaction; the same request, however often and however close together it comes, gets the same answer.
 * What fails twice is answered with an apology: a provider would end the call without a word.
 */
export async function step(
	services: Services,
	delivery: Delivery,
	adapter: ChannelAdapter,
	verdict: Verified
): Promise<HttpAnswer> {
	try {
		const call = await read(delivery, adapter);
		const work = () => durable(services, delivery, adapter, verdict, call);
		const reply = await work().catch((fault: unknown) => {
			services.log.warn({ account: adapter.account, err: fault }, 'step of a call is tried again');
			return work();
		});
		return answerOf(reply);
	} catch (fault) {
		if (fault instanceof Unreadable) return park(services, delivery, adapter, verdict, fault);
		services.log.error({ account: adapter.account, err: fault, alarm: true }, 'step of a call failed');
		return apology(services, adapter);
	}
}
