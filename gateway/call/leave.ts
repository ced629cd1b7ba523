import { leftMessageId, type LeftMessage } from '#adapters/ivr/left-message.ts';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import { numberCall, type Call } from '#db/call.ts';
import type { Db } from '#db/sql.ts';
import { receiveAll } from '../intake/receive.ts';
import { queueRead } from '../queues.ts';
import type { Services } from '../services.ts';

/** What the caller said of the matter by keys. */
export type Left = Omit<LeftMessage, 'callId' | 'from' | 'to'>;

/**
 * Gives the call its number: writes the delivery of what it leaves behind, which the read job makes a submission
 * of, on the given transaction. A call that has its number keeps it.
 */
export async function leave(
	{ boss }: Services,
	db: Db,
	adapter: ChannelAdapter,
	call: Pick<Call, 'id' | 'externalId' | 'from' | 'to' | 'number'>,
	said: Left
): Promise<string> {
	if (call.number !== null) return call.number;
	const left: LeftMessage = { callId: call.externalId, from: call.from, to: call.to, ...said };
	const externalId = leftMessageId(call.externalId);
	const [receipt] = await receiveAll(
		db,
		[
			{
				account: adapter.account,
				channel: 'ivr',
				provider: adapter.provider,
				kind: 'message',
				externalId,
				url: externalId,
				headers: { 'content-type': 'application/json' },
				body: Buffer.from(JSON.stringify(left))
			}
		],
		(transaction, keys) => queueRead(boss, transaction, { keys })
	);
	if (!receipt?.number) throw new Error(`call ${call.id} got no number`);
	await numberCall(db, call.id, receipt.number);
	return receipt.number;
}
