import { setTimeout as wait } from 'node:timers/promises';
import type { SmppConfig } from '../sms/smpp.ts';
import { handsets, type Handset, type Handsets } from './handset.ts';
import type { LabServer } from './server.ts';
import { msdgFace } from './msdg.ts';
import { smsc, type Smsc } from './smsc.ts';
import type { Attempt, Emission, LabEvent, Sms, SmsAccount, SmsVia } from './sms.ts';
import { twilioFace } from './twilio-sms.ts';
import { vonageMessagesFace } from './vonage-messages.ts';
import { vonageSmsFace, type VonageStyle } from './vonage-sms.ts';
import { deliver, type RetryRule, type Webhook } from './webhook.ts';

export interface CarrierOptions {
	/** Address of the gateway on this machine; webhooks are signed for the account's public origin. */
	gatewayUrl: string;
	onEvent?(event: LabEvent): void;
	/** From taking a message to its first status. */
	statusDelay_ms?: number;
	retryWait_ms?: number;
	/** Attempts of a Vonage webhook before the lab gives up. */
	attempts?: number;
	/** Fragment of Twilio's webhook address, e.g. `#rc=5&rp=all`. */
	twilioOverrides?: string;
	/** How the Vonage account sends its webhooks. */
	vonageStyle?: VonageStyle;
}

/** What every provider's face is given. */
export interface SmsFace {
	server: LabServer;
	options: CarrierOptions;
	handsets: Handsets;
	/** Provider's code that a number is refused with. */
	refusal(number: string): string | undefined;
	tell(event: LabEvent): void;
	/** Work that goes on after the answer; ends with the carrier. */
	later(work: () => Promise<void>, delay_ms: number | undefined): void;
	route(webhook: Webhook, rule: RetryRule, part: number): Promise<Attempt[]>;
}
interface Sending {
	id: string;
	send(): Promise<Attempt[]>;
}
type Emitter = (sms: Sms) => Sending[];

export interface Carrier {
	/** Sends as a citizen's handset would; resolves when the vendor's last attempt has been answered. */
	sendSms(sms: Sms): Promise<Emission>;
	handset(number: string): Handset;
	numbers(): string[];
	/**
	 * Makes a number refuse with the provider's code (`21610`, `29`, `0x0000000b` …), by one provider alone where one is
	 * named; null lifts it.
	 */
	refuse(number: string, code: string | null, via?: SmsVia): void;
	/** Runs on the SMPP account's port when there is such an account. */
	smsc: Smsc | undefined;
	close(): Promise<void>;
}

const statusDelay_default_ms = 400;
const names: Record<SmsAccount['provider'], SmsVia> = {
	'twilio-sms': 'twilio',
	'vonage-sms': 'vonage-sms',
	'vonage-messages': 'vonage-messages',
	smpp: 'smpp',
	msdg: 'msdg'
};
const full = (number: string) => (/^\d{8,15}$/.test(number) ? `+${number}` : number);
const taken = ({ status }: Attempt) => typeof status === 'number' && status >= 200 && status < 300;

const startSmsc = (account: SmppConfig, face: SmsFace) =>
	smsc({
		port: account.port,
		systemId: account.systemId,
		password: account.password,
		refusal: face.refusal,
		...(face.options.retryWait_ms === undefined ? {} : { retryWait_ms: face.options.retryWait_ms }),
		...(face.options.statusDelay_ms === undefined ? {} : { receiptDelay_ms: face.options.statusDelay_ms }),
		onText: ({ id, to, from, text }) => {
			const shown = face.handsets.add(to, {
				id,
				direction: 'received',
				peer: from,
				text,
				status: 'enroute',
				via: 'smpp'
			});
			face.tell({ type: 'sms:received', number: full(to), via: 'smpp', detail: text });
			return (status) => {
				shown.status = status;
				face.tell({ type: 'sms:status', number: full(to), via: 'smpp', detail: status });
			};
		}
	});

const smppEmitter =
	(account: SmppConfig, center: Smsc): Emitter =>
	(sms) => [
		{
			id: sms.id ?? '',
			send: async () => {
				const delivering = center.deliver({ ...sms, to: sms.to ?? account.number });
				return delivering.then(
					() => [{ part: 0, status: 200 }],
					() => [{ part: 0, status: 'connect' }]
				);
			}
		}
	];

/** Sends what the vendor would send, with the faults that were asked for. */
const emit = async (sendings: Sending[], { faults = {} }: Sms, inOneGo: boolean): Promise<Emission> => {
	if (faults.delay_ms) await wait(faults.delay_ms);
	const attempts: Attempt[] = [];
	let accepted = sendings.length > 0 && !faults.drop;
	for (const { send } of faults.drop ? [] : sendings) {
		const copies = inOneGo ? 1 : (faults.repeat ?? 1);
		const answers = await Promise.all(Array.from({ length: copies }, send));
		attempts.push(...answers.flat());
		accepted &&= answers.every((tries) => tries.some(taken));
	}
	return { ids: sendings.map(({ id }) => id), attempts, accepted };
};

const faceOf = (server: LabServer, options: CarrierOptions) => {
	const refusals = new Map<string, { code: string; via: SmsVia | undefined }>();
	const closing = new AbortController();
	const running = new Set<Promise<void>>();
	const { signal } = closing;
	const phones = handsets();
	const tell = (event: LabEvent) => options.onEvent?.({ ...event, number: full(event.number) });
	const later: SmsFace['later'] = (work, delay_ms = statusDelay_default_ms) => {
		const done = wait(delay_ms, undefined, { signal })
			.then(work)
			.catch((fault: unknown) => {
				if (!signal.aborted) throw fault;
			})
			.finally(() => running.delete(done));
		running.add(done);
	};
	const route: SmsFace['route'] = async (webhook, rule, part) => {
		const { gatewayUrl } = options;
		const statuses = await deliver(webhook, rule, { gatewayUrl, signal });
		return statuses.map((status) => ({ part, status }));
	};
	/** As the given provider sees it. */
	const face = (of: SmsVia): SmsFace => {
		const refusal = (number: string) => {
			const { code, via } = refusals.get(full(number)) ?? {};
			return via === undefined || via === of ? code : undefined;
		};
		return { server, options, handsets: phones, refusal, tell, later, route };
	};
	const end = async () => {
		closing.abort();
		await Promise.allSettled(running);
	};
	return { face, refusals, phones, tell, end };
};

/** The carriers' far side for the given accounts: takes what we send, sends what citizens write. */
export async function carrier(
	server: LabServer,
	accounts: SmsAccount[],
	options: CarrierOptions
): Promise<Carrier> {
	const { face: faceFor, refusals, phones, tell, end } = faceOf(server, options);
	const emitters = new Map<SmsVia, { number: string; emitter: Emitter }>();
	let center: Smsc | undefined;
	for (const account of accounts) {
		const face = faceFor(names[account.provider]);
		const put = (emitter: Emitter) =>
			emitters.set(names[account.provider], { number: account.number, emitter });
		if (account.provider === 'twilio-sms') put(twilioFace(face, account));
		if (account.provider === 'vonage-sms') put(vonageSmsFace(face, account));
		if (account.provider === 'vonage-messages') put(vonageMessagesFace(face, account));
		if (account.provider === 'msdg') msdgFace(face, account);
		if (account.provider === 'smpp') put(smppEmitter(account, (center ??= await startSmsc(account, face))));
	}
	return {
		sendSms: async (sms) => {
			const found = emitters.get(sms.via);
			if (!found) throw new Error(`the lab has no account for ${sms.via}`);
			const sendings = found.emitter(sms);
			const id = sendings[0]?.id ?? '';
			const shown = phones.add(sms.from, {
				id,
				direction: 'sent',
				peer: sms.to ?? found.number,
				text: sms.text,
				status: 'sending',
				via: sms.via
			});
			tell({ type: 'sms:sent', number: sms.from, via: sms.via, detail: sms.text });
			const emission = await emit(sendings, sms, sms.via === 'smpp');
			shown.status = emission.accepted ? 'delivered' : 'failed';
			tell({ type: 'webhook:answered', number: sms.from, via: sms.via, detail: shown.status });
			return emission;
		},
		handset: phones.handset,
		numbers: phones.numbers,
		refuse: (number, code, via) =>
			void (code === null ? refusals.delete(full(number)) : refusals.set(full(number), { code, via })),
		smsc: center,
		close: async () => {
			await end();
			await center?.close();
		}
	};
}
