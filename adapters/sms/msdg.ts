import { createHash } from 'node:crypto';
import { Type, type Static } from 'typebox';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import { Unreadable } from '#adapters/inbound.ts';
import { SendError, type Outgoing, type Sent } from '#adapters/outgoing.ts';
import { isGsm } from '#contracts/segments.ts';
import { Dlt, dltIds, PerSecond, senderOf, senderTraits } from './dlt.ts';
import { bareNumber } from './phone.ts';
import { networkFailure, PATIENCE_MS } from './reachable.ts';

/** A department's account at C-DAC's Mobile Seva (MSDG). It only sends; nothing comes back by it, reports neither. */
export const MsdgConfig = Type.Object({
	provider: Type.Literal('msdg'),
	id: Type.String(),
	username: Type.String({ minLength: 1 }),
	password: Type.String({ minLength: 1 }),
	/** The department's key of the services portal. */
	secureKey: Type.String({ minLength: 1 }),
	/** Header (sender id). */
	number: Type.String({ minLength: 3 }),
	/** Every text needs its template's id here: `templates` by name, `template` is the acknowledgement's. */
	dlt: Type.Optional(Dlt),
	perSecond: PerSecond,
	/** Another address than C-DAC's; the lab's. */
	apiBase: Type.Optional(Type.String())
});
export type MsdgConfig = Static<typeof MsdgConfig>;

const origin = 'https://msdgweb.mgov.gov.in';
export const MSDG_PATH = '/esms/sendsmsrequestDLT';
const send_timeout_ms = 15_000;
const answer_limit_characters = 500;
/** Keys of one-time codes, which have a faster way of their own. */
const oneTime = new Set(['code']);

const hex = (algorithm: 'sha1' | 'sha512', text: string) => createHash(algorithm).update(text).digest('hex');

/** UTF-16 units as decimal entities, as C-DAC's own samples write everything that is not plain. */
export const entities = (text: string) =>
	Array.from({ length: text.length }, (_, at) => `&#${text.charCodeAt(at)};`).join('');

/** The fields of a request. The key covers the content as it is sent, entities and all. */
export function msdgFields(outgoing: Outgoing, config: MsdgConfig): Record<string, string> {
	const unicode = !isGsm(outgoing.text);
	const quick = oneTime.has(outgoing.template ?? '');
	const content = unicode ? entities(outgoing.text.trim()) : outgoing.text.trim();
	const senderid = senderOf({ ...outgoing, from: config.number }, config.number);
	const { entity, template } = dltIds(config.dlt, outgoing) ?? {};
	if (!template) throw new SendError('no_template', false, 'no DLT template id is known for this text');
	const single = !unicode || quick;
	return {
		username: config.username,
		password: hex('sha1', config.password),
		senderid,
		content,
		smsservicetype: unicode ? (quick ? 'unicodeotpmsg' : 'unicodemsg') : quick ? 'otpmsg' : 'singlemsg',
		[single ? 'mobileno' : 'bulkmobno']: bareNumber(outgoing.to),
		key: hex('sha512', config.username + senderid + content + config.secureKey),
		templateid: template,
		...(entity ? { entityid: entity } : {})
	};
}

/** Answers of the gateway that may be another one next time: its own faults, the networks', limits. */
const passing = new Set(['404', '405', '407', '408', '409', '410']);
const patience = new Set(['410']);

/** `402,MsgID = 150620161466003974245msdgsms`; any other number is a refusal. */
function readAnswer(text: string): Sent {
	const [, code = '', rest = ''] = /^\s*(\d{3})\s*,?\s*(.*)$/s.exec(text) ?? [];
	const providerId = /MsgID\s*=\s*(\S+)/i.exec(rest)?.[1];
	if (code === '402' && providerId) return { providerId, status: 'sent' };
	if (code === '402') throw new SendError('no_id', true, 'the answer has no message id');
	const message = rest.trim().slice(0, answer_limit_characters) || 'refused';
	throw new SendError(code || 'answer', !code || passing.has(code), message, {
		retryAfter_ms: patience.has(code) ? PATIENCE_MS : undefined,
		recipient: code === '406' ? 'dead' : undefined
	});
}

/** C-DAC Mobile Seva: how most departments send SMS. Fields, hash and entities as in its integration document 1.8. */
export function msdgSms(config: MsdgConfig): ChannelAdapter {
	const url = (config.apiBase ?? origin) + MSDG_PATH;
	return {
		account: config.id,
		channel: 'sms',
		provider: 'msdg',
		...senderTraits(config),
		parse: () => {
			throw new Unreadable('unexpected', 'nothing comes in by this account');
		},
		async send(outgoing) {
			const body = new URLSearchParams(msdgFields(outgoing, config));
			let answer: Response;
			try {
				answer = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(send_timeout_ms) });
			} catch (fault) {
				throw networkFailure(fault);
			}
			const text = await answer.text().catch(() => '');
			if (answer.ok) return readAnswer(text);
			const again = answer.status === 429 || answer.status >= 500;
			const wait = Number(answer.headers.get('retry-after')) * 1000 || PATIENCE_MS;
			throw new SendError(String(answer.status), again, text.slice(0, answer_limit_characters), {
				retryAfter_ms: answer.status === 429 ? wait : undefined
			});
		}
	};
}
