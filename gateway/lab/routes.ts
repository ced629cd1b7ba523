import type { FastifyInstance } from 'fastify';
import { readFileSync } from 'node:fs';
import * as contract from '#contracts/lab.ts';
import type { LabMessage } from '#contracts/lab.ts';
import { labMailAddresses } from '#adapters/lab/accounts-mail.ts';
import { samplePicture } from '#adapters/lab/picture.ts';
import type { SmsFaults, SmsVia } from '#adapters/lab/sms.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { callRoutes } from './call-routes.ts';
import { exchangeRoutes, pbxRoutes } from './exchange-routes.ts';
import type { Lab } from './start.ts';

/** Lateness on purpose. Milliseconds. */
const LATE_MS = 3_000;
const REPEATS = 3;

const vias: Record<string, SmsVia> = {
	'sms-twilio': 'twilio',
	'sms-vonage': 'vonage-sms',
	'sms-vonage-messages': 'vonage-messages',
	'sms-smpp': 'smpp'
};

const faultsOf = (faults: readonly string[]): SmsFaults => ({
	...(faults.includes('repeat') ? { repeat: REPEATS } : {}),
	...(faults.includes('reorder') ? { reorder: true } : {}),
	...(faults.includes('late') ? { delay_ms: LATE_MS } : {}),
	...(faults.includes('unsigned') ? { signature: 'missing' as const } : {}),
	...(faults.includes('wrong_host') ? { wrongHost: true } : {}),
	...(faults.includes('extra_fields') ? { extraFields: true } : {}),
	...(faults.includes('shuffled_parts') ? { shuffleParts: true } : {}),
	...(faults.includes('missing_part') ? { missingParts: [2] } : {})
});

const samples = () => {
	const file = new URL('../../db/seed/samples.json', import.meta.url);
	return (JSON.parse(readFileSync(file, 'utf8')) as { text: string; language: 'pa' | 'hi' | 'en' }[]).map(
		({ text, language }) => ({ text, language })
	);
};

function smsRoutes(app: FastifyInstance, lab: Lab, allowed: ReturnType<Guard>) {
	serve(app, contract.readHandset, allowed, async ({ params }) => ({
		messages: lab.carrier
			.handset(params.phone)
			.messages.map(({ direction, text, at, status, via }): LabMessage => ({
				direction,
				text,
				at,
				status,
				via
			}))
	}));
	serve(app, contract.sendLabSms, allowed, async ({ body }) => {
		const emission = await lab.carrier.sendSms({
			via: vias[body.via]!,
			from: body.from,
			text: body.text,
			...(body.picture ? { media: [{ content: samplePicture, mediaType: 'image/png' }] } : {}),
			faults: faultsOf(body.faults)
		});
		return { answers: emission.attempts.map(({ status }) => String(status)) };
	});
}

function mailRoutes(app: FastifyInstance, lab: Lab, allowed: ReturnType<Guard>) {
	serve(app, contract.readLabMailbox, allowed, async ({ params }) => ({
		messages: lab.mailbox
			.citizenInbox(params.address)
			.map(({ direction, subject, text, at }): LabMessage => ({
				direction,
				via: 'email',
				subject,
				text,
				at,
				status: direction === 'sent' ? 'sent' : 'delivered'
			}))
	}));
	serve(app, contract.sendLabMail, allowed, async ({ body: { picture, ...mail } }) => {
		await lab.mailbox.deliver({
			...mail,
			...(picture
				? { attachments: [{ filename: 'photo.png', content: samplePicture, contentType: 'image/png' }] }
				: {})
		});
		return { sent: true };
	});
}

/** The lab's own doors: a telephone, a mailbox, and faults on purpose. Only where the lab runs. */
export function labRoutes(app: FastifyInstance, { config }: Services, lab: Lab, guard: Guard): void {
	const allowed = guard('lab');
	const numbers = lab.accounts.flatMap((account) =>
		'number' in account ? [{ account: account.id, number: String(account.number) }] : []
	);
	serve(app, contract.readLab, allowed, async () => ({
		helpline: numbers,
		inboxes: [...labMailAddresses],
		samples: samples()
	}));
	smsRoutes(app, lab, allowed);
	mailRoutes(app, lab, allowed);
	callRoutes(app, lab, allowed);
	exchangeRoutes(app, lab, allowed);
	pbxRoutes(app, lab, allowed);
	app.log.info({ helpline: config.helpline }, 'lab is open');
}
