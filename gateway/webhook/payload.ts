import type { Claimed } from '#db/webhook-message.ts';

/** What of a message every try tells alike. */
type Told = Pick<Claimed, 'id' | 'type' | 'number' | 'sequence' | 'at' | 'data'>;

/** The body of a message. `contact`: only where the subscription is told of citizens. */
export const payloadOf = (
	{ id, type, number, sequence, at, data }: Told,
	contact?: Claimed['contact']
): string =>
	JSON.stringify({
		id,
		type,
		number,
		sequence,
		time: at,
		data: contact === undefined ? data : { ...(data as object), contact }
	});
