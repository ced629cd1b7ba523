import { afterAll, beforeAll, expect, test } from 'vitest';
import { twilioVoice } from '#adapters/ivr/twilio-voice.ts';
import { vonageVoice } from '#adapters/ivr/vonage-voice.ts';
import { labVoiceAccounts } from '#adapters/lab/accounts-voice.ts';
import { labServer, type LabServer } from '#adapters/lab/server.ts';
import { telephone, type Telephone } from '#adapters/lab/telephone.ts';
import { supplied } from '#gateway/call/script/supplied.ts';
import { heardBy, markEdges, waysThrough } from '../../support/walks.ts';
import { smallGateway, type SmallGateway } from './gateway.ts';

const publicOrigin = 'https://sunwai.example.gov.in';
let server: LabServer;
let gateway: SmallGateway;
let exchange: Telephone;

beforeAll(async () => {
	server = await labServer(0);
	const accounts = labVoiceAccounts({ labUrl: server.url, publicOrigin });
	const adapters = [twilioVoice(accounts[0]), vonageVoice(accounts[1])];
	gateway = await smallGateway(publicOrigin, () => adapters);
	exchange = telephone({ server, accounts, gatewayUrl: gateway.url });
});
afterAll(async () => {
	await exchange.close();
	await gateway.close();
	await server.close();
});

const { script, edges } = markEdges(supplied);
/** Taken by who has hung up, who hears nothing any more. */
const unheard = edges.filter((name) => name.endsWith(' hangUp'));
/** What Vonage records cannot be played back within the call. */
const notPlayed = edges.filter(
	(name) =>
		/^((((about|verdict)-)?record|voicemail) heard|(about-)?review .*)$/.test(name) && !unheard.includes(name)
);

test.each([
	{
		...{ via: 'twilio', markup: 'TwiML', carrier: { plays: true, saysNothing: false } },
		// Who says nothing cannot be told from who presses hash alone, which leads on there.
		except: ['district silent']
	},
	{
		...{ via: 'vonage', markup: 'NCCO', carrier: { plays: false, saysNothing: true } },
		except: [...notPlayed, 'district keys.']
	}
])(
	'every way of the supplied script is heard in $markup as the script says it',
	async (one) => {
		const { via, carrier, except } = one;
		const ways = waysThrough(script, edges, carrier);
		const taken = ways.reduce((all, way) => all.union(way.edges), new Set<string>());
		expect(edges.filter((name) => !taken.has(name) && !unheard.includes(name)).toSorted()).toEqual(
			except.toSorted()
		);
		for (const way of ways) {
			gateway.scene = { script, facts: (turn) => way.facts[turn]! };
			const call = await exchange.scriptedCall({ via, from: '+919876543210' }, way.actions);
			const what = way.actions.join(', ');
			expect(call.ending, what).toBe('helpline');
			expect(heardBy(call.heard), what).toEqual(way.heard);
		}
	},
	120_000
);
