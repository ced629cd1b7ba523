import type { Automatic } from '../inbound.ts';
import { addresses, sender } from './address.ts';
import { rawValues } from './header.ts';
import type { Mime } from './mime.ts';

/** Header that everything we send bears: a mail that has it came back to us. */
export const LOOP_HEADER = 'X-Sunwai-Loop';

export interface Classified {
	automatic: Automatic;
	/** The rule that found it, e.g. `auto_submitted`. */
	reason: string;
}
interface Rule extends Classified {
	when(mail: Facts): boolean;
}
interface Facts {
	own: boolean;
	from: string;
	subject: string;
	parts: string[];
	/** First value, lower case; empty when absent. */
	header(name: string): string;
	has(name: string): boolean;
}

const daemon = /^(mailer-daemon|postmaster|mail-daemon|double-bounce)@|^mailer-daemon\b/;
const away =
	/^(automatic reply|auto(matic)?[ -]?(reply|response)|out of (the )?office|away from (my )?(desk|mail))\b|^(स्वचालित उत्तर|ਆਟੋਮੈਟਿਕ ਜਵਾਬ)/i;
const failed =
	/^(undeliver(ed|able)|delivery (status notification|failure|has failed)|mail delivery (failed|subsystem)|returned mail|failure notice)/i;
const awayHeaders = [
	'x-autoreply',
	'x-autorespond',
	'x-autoresponder',
	'x-autoresponse',
	'x-auto-reply-from'
];

/** The first rule that holds decides: what is certain stands before what is likely. */
const rules: Rule[] = [
	{ automatic: 'own', reason: 'loop_header', when: ({ has }) => has(LOOP_HEADER.toLowerCase()) },
	{ automatic: 'own', reason: 'own_address', when: ({ own }) => own },
	{
		automatic: 'report',
		reason: 'feedback_report',
		when: ({ header, parts }) =>
			/report-type="?feedback-report/.test(header('content-type')) ||
			parts.includes('message/feedback-report')
	},
	{
		automatic: 'report',
		reason: 'dmarc_report',
		when: ({ subject, parts }) =>
			/^report domain: .*submitter:/i.test(subject) && parts.some((type) => /zip|xml|octet-stream/.test(type))
	},
	{
		automatic: 'bounce',
		reason: 'multipart_report',
		when: ({ header, parts }) =>
			/report-type="?delivery-status/.test(header('content-type')) ||
			parts.includes('message/delivery-status')
	},
	{ automatic: 'bounce', reason: 'mailer_daemon', when: ({ from }) => daemon.test(from) },
	{ automatic: 'bounce', reason: 'failed_recipients', when: ({ has }) => has('x-failed-recipients') },
	{
		automatic: 'auto_reply',
		reason: 'auto_submitted',
		when: ({ header, has }) => {
			const value = header('auto-submitted').split(';')[0]?.trim() ?? '';
			return value === 'auto-replied' || (value.startsWith('auto-') && has('in-reply-to'));
		}
	},
	{ automatic: 'auto_reply', reason: 'vendor_header', when: ({ has }) => awayHeaders.some(has) },
	{
		automatic: 'auto_reply',
		reason: 'precedence',
		when: ({ header }) => header('precedence') === 'auto_reply'
	},
	{ automatic: 'auto_reply', reason: 'subject', when: ({ subject }) => away.test(subject) },
	{
		automatic: 'bounce',
		reason: 'null_return_path',
		when: ({ header, subject }) => header('return-path') === '<>' && failed.test(subject)
	},
	{
		automatic: 'auto_reply',
		reason: 'null_return_path',
		when: ({ header }) => header('return-path') === '<>'
	},
	{
		automatic: 'bulk',
		reason: 'auto_submitted',
		when: ({ header }) => !['', 'no'].includes(header('auto-submitted').split(/[;\s]/)[0] ?? '')
	},
	{
		automatic: 'bulk',
		reason: 'precedence',
		when: ({ header }) => /^(bulk|list|junk)$/.test(header('precedence'))
	},
	{
		automatic: 'bulk',
		reason: 'list',
		when: ({ has }) => has('list-id') || has('list-unsubscribe') || has('list-post')
	},
	{
		automatic: 'bulk',
		reason: 'auto_response_suppress',
		when: ({ header }) => /\b(all|autoreply|oof)\b/.test(header('x-auto-response-suppress'))
	}
];

/** Says whether a machine sent the mail and by which rule; undefined for a person's. Nothing is dropped for it. */
export function classify(mime: Mime, subject: string, own: ReadonlySet<string>): Classified | undefined {
	const header = (name: string) => (rawValues(mime, name)[0] ?? '').toLowerCase();
	const facts: Facts = {
		own: addresses(mime, 'from').some(({ address }) => own.has(address)),
		from: (sender(mime, new Set()).address ?? header('from')).toLowerCase(),
		subject,
		parts: mime.leaves.map(({ mediaType }) => mediaType),
		header,
		has: (name) => mime.lines.some(({ key }) => key === name)
	};
	const rule = rules.find(({ when }) => when(facts));
	return rule && { automatic: rule.automatic, reason: rule.reason };
}
