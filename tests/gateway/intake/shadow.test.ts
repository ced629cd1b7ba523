import { expect } from 'vitest';
import { gatewayTest } from '../../support/gateway.ts';

const test = gatewayTest({ config: { signatures: 'shadow' }, carrier: { attempts: 1 } });

test.for(['twilio', 'vonage-sms', 'vonage-messages'] as const)(
	'in shadow mode %s with a wrong signature is accepted and flagged',
	async (via, { gateway }) => {
		const text = `Shadow ${via}`;
		const sent = await gateway.carrier.sendSms({
			via,
			from: '+919876500050',
			text,
			faults: { signature: 'wrong' }
		});
		expect(sent.accepted).toBe(true);
		expect((await gateway.arrived(text)).flags).toContain('unverified');
		expect(await gateway.query(`select from delivery where state = 'parked'`)).toEqual([]);
	}
);

test('in shadow mode a genuine one is not flagged', async ({ gateway }) => {
	await gateway.carrier.sendSms({ via: 'twilio', from: '+919876500050', text: 'Genuine in the shadow' });
	expect((await gateway.arrived('Genuine in the shadow')).flags).toEqual([]);
});

test('in shadow mode what has no identity is still refused', async ({ gateway }) => {
	const response = await fetch(`${gateway.origin}/hooks/sms-twilio`, { method: 'POST', body: 'nothing' });
	expect(response.status).toBe(403);
});
