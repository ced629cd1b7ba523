import { hkdfSync } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

const BYTES = 32;

/** The secret of a subscription, in the writing of Standard Webhooks: made of the installation's own, and kept nowhere. */
export const secretOf = (installation: string, subscription: string, generation: number) =>
	`whsec_${Buffer.from(hkdfSync('sha256', installation, subscription, `webhook ${generation}`, BYTES)).toString('base64')}`;

/** Headers by which the receiver knows a message and that it is ours; one signature for each secret. */
export const signedHeaders = (id: string, body: string, secrets: readonly string[], at: Date) => ({
	'webhook-id': id,
	'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
	'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' ')
});
