import { expect } from 'vitest';
import { gatewayTest } from '../../support/gateway.ts';

for (const style of ['get', 'form', 'json'] as const) {
	const test = gatewayTest({ carrier: { vonageStyle: style } });

	test(`a provider that calls with ${style} is understood`, async ({ gateway }) => {
		const text = `ਪਾਣੀ ਨਹੀਂ & = + by ${style}`;
		const { attempts, ids } = await gateway.carrier.sendSms({
			via: 'vonage-sms',
			from: '+919876500030',
			text
		});
		expect(attempts).toEqual([{ part: 1, status: 204 }]);
		await gateway.arrived(text);
		const [row] = await gateway.query('select method from delivery where external_id = $1', ids[0]);
		expect(row).toEqual({ method: style === 'get' ? 'GET' : 'POST' });
	});
}
