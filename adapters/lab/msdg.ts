import { createHash, randomInt } from 'node:crypto';
import { MSDG_PATH, type MsdgConfig } from '../sms/msdg.ts';
import type { LabAnswer } from './server.ts';
import type { SmsFace } from './carrier.ts';

const hex = (algorithm: 'sha1' | 'sha512', text: string) => createHash(algorithm).update(text).digest('hex');
const plain = (body: string): LabAnswer => ({ status: 200, type: 'text/plain', body });

/** What the entities of a Unicode text say. */
const read = (content: string) =>
	content.replace(/&#(\d{1,5});/g, (_whole, code: string) => String.fromCharCode(Number(code)));

const types = new Set(['singlemsg', 'otpmsg', 'unicodemsg', 'unicodeotpmsg']);

/** Why C-DAC's gateway would not take the request: its code and words; undefined where it would. */
function fault(fields: URLSearchParams, account: MsdgConfig): string | undefined {
	const field = (name: string) => fields.get(name) ?? '';
	const signed = field('username') + field('senderid') + field('content') + account.secureKey;
	if (field('username') !== account.username || field('password') !== hex('sha1', account.password))
		return '401,Credentials Error, may be invalid username or password';
	if (field('key') !== hex('sha512', signed)) return '416,Hash is not matching';
	if (!types.has(field('smsservicetype'))) return '414,Invalid service type';
	if (!/^[A-Za-z]{6}$/.test(field('senderid'))) return '411,Sender ID is not approved';
	if (!/^(\d{12}|\d{19})$/.test(field('templateid'))) return '417,Invalid template id';
	const number = field(field('smsservicetype') === 'unicodemsg' ? 'bulkmobno' : 'mobileno');
	return /^(91)?[6-9]\d{9}$/.test(number) ? undefined : '406,Invalid mobile number';
}

/** C-DAC's far side: takes what is sent and shows it on the handset. */
export function msdgFace(
	{ server, handsets, refusal, later, options, tell }: SmsFace,
	account: MsdgConfig
): void {
	server.route('POST', MSDG_PATH, ({ body }) => {
		const fields = new URLSearchParams(body.toString());
		const wrong = fault(fields, account);
		if (wrong) return plain(wrong);
		const number = fields.get('mobileno') ?? fields.get('bulkmobno') ?? '';
		const to = `+91${number.slice(-10)}`;
		const refused = refusal(to);
		// Three digits below 500 are answers of the gateway, the others of the server before it.
		if (refused && /^4\d\d$/.test(refused) && refused !== '429') return plain(`${refused},Refused`);
		if (refused) return { status: Number(refused), headers: { 'retry-after': '2' }, body: 'busy' };
		const id = `${Date.now()}${randomInt(1e6, 1e7)}msdgsms`;
		const text = read(fields.get('content') ?? '');
		const peer = fields.get('senderid') ?? '';
		const shown = handsets.add(to, { id, direction: 'received', peer, text, status: 'sent', via: 'msdg' });
		tell({ type: 'sms:received', number: to, via: 'msdg', detail: text });
		later(async () => void (shown.status = 'delivered'), options.statusDelay_ms);
		return plain(`402,MsgID = ${id}`);
	});
}
