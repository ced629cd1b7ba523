import type { Twilio } from 'twilio';
import type { NoticeStatus, Outgoing, Sent } from '#adapters/outgoing.ts';
import { senderOf } from './dlt.ts';
import { twilioClient, twilioFailure } from './twilio-client.ts';
import type { TwilioSmsConfig } from './twilio-sms.ts';

const states: Record<string, NoticeStatus> = { accepted: 'accepted', scheduled: 'accepted', sent: 'sent' };
const stateOf = (status: string): NoticeStatus => states[status] ?? 'queued';

/** Messages to one number that are looked through; the brakes let far fewer go out to it in a day. */
const FIND_LIMIT = 50;
/** Twilio's clock and the database's differ. */
const CLOCKS_MS = 60_000;

/**
 * Sends by Twilio's REST API. Twilio has no idempotency key for messages: before an attempt whose predecessor's
 * outcome is unknown, `find` looks whether Twilio has the message. It looks by recipient and text alone, because
 * a message that Twilio still has in its queue has no date of sending.
 */
export function twilioSender(config: TwilioSmsConfig) {
	let client: Promise<Twilio> | undefined;
	const messages = async () => (await (client ??= twilioClient(config))).messages;
	return {
		async send(outgoing: Outgoing): Promise<Sent> {
			try {
				const statusCallback = `${config.publicOrigin}/hooks/${config.id}/status`;
				const { to, text } = outgoing;
				const body = { to, from: senderOf(outgoing, config.number), body: text, statusCallback };
				const sent = await (await messages()).create(body);
				return { providerId: sent.sid, status: stateOf(sent.status) };
			} catch (fault) {
				throw twilioFailure(fault);
			}
		},
		async find({ to, text }: Outgoing, since: string): Promise<Sent | null> {
			try {
				const sent = await (await messages()).list({ to, limit: FIND_LIMIT });
				const after = Date.parse(since) - CLOCKS_MS;
				// A trial account puts a sentence of Twilio's before every text.
				const found = sent.find(
					({ direction, dateCreated, body }) =>
						direction.startsWith('outbound') &&
						+dateCreated >= after &&
						body.trimEnd().endsWith(text.trimEnd())
				);
				return found ? { providerId: found.sid, status: stateOf(found.status) } : null;
			} catch (fault) {
				throw twilioFailure(fault);
			}
		}
	};
}
