import { expect } from 'vitest';
import { UNVERIFIED_LIMIT_PER_HOUR } from '#gateway/intake/webhook.ts';
import { gatewayTest } from '../../support/gateway.ts';
import { postSigned } from '../../support/twilio.ts';

const test = gatewayTest();
const AT_ONCE = 50;

test('a flood of forgeries is refused, kept up to a limit, and does not shut out the genuine', async ({
	gateway
}) => {
	let next = 0;
	const statuses = new Set<number>();
	const lane = async () => {
		for (let at = next++; at < UNVERIFIED_LIMIT_PER_HOUR + 40; at = next++)
			statuses.add(
				(await postSigned(gateway, { MessageSid: `SM${at}`, Body: 'x' }, { signature: 'forged' })).status
			);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, lane));
	expect([...statuses]).toEqual([403]);
	const [kept] = await gateway.query(`select count(*)::int as count from delivery where state = 'parked'`);
	expect(kept).toEqual({ count: UNVERIFIED_LIMIT_PER_HOUR });
	expect(
		(await gateway.carrier.sendSms({ via: 'twilio', from: '+919876500040', text: 'Genuine' })).accepted
	).toBe(true);
	await gateway.arrived('Genuine');
});
