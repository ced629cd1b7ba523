import type { InboundMessage } from '#adapters/inbound.ts';

type Expected = Partial<Omit<InboundMessage, 'media' | 'from' | 'thread'>> & {
	address?: string | null;
	name?: string;
	media?: (string | undefined)[];
	thread?: InboundMessage['thread'];
};

/** What each fixture of tests/fixtures/mail has to be read as. */
export const corpus: Record<string, Expected> = {
	'no-message-id': {
		address: 'gurpreet@citizen.example',
		name: 'Gurpreet Kaur',
		subject: 'Street light',
		sentAt: '2026-11-02T04:45:00.000Z',
		thread: { inReplyTo: [], references: [] },
		flags: []
	},
	'subject-raw-utf8': {
		subject: 'ਸਾਡੇ ਪਿੰਡ ਵਿੱਚ ਪਾਣੀ ਨਹੀਂ',
		text: 'ਤਿੰਨ ਦਿਨਾਂ ਤੋਂ ਪਾਣੀ ਨਹੀਂ ਆਇਆ।\n',
		flags: []
	},
	'encoded-word-split': { subject: 'ਪਾਣੀ ਦੀ ਸਪਲਾਈ' },
	'charset-latin1-is-utf8': { text: 'ਸੜਕ ਟੁੱਟੀ ਹੋਈ ਹੈ\n', flags: ['charset_guessed'] },
	'charset-utf8-is-1252': { text: 'The café owner’s drain\n', flags: ['charset_guessed'] },
	'charset-undeclared': { text: 'Résumé of the matter\n', flags: ['charset_guessed'] },
	'charset-unknown-name': { text: 'ਬਿਜਲੀ\n', flags: ['charset_guessed'] },
	'charset-shift-jis': { text: 'テスト\n', flags: [] },
	'charset-iso-2022-jp': { text: '水道の件\n', flags: [] },
	'charset-utf7': { text: 'Water £5 a +1\n', flags: [] },
	'subject-raw-koi8': { subject: 'Жалоба', text: 'Нет воды\n', flags: ['charset_guessed'] },
	'nul-bytes': { text: 'beforeafter\n', flags: ['nul_bytes'] },
	'bare-cr': { text: 'one\ntwo\nthree\nfour\n' },
	'html-only': { text: 'Broken road\n\nSee the place [https://map.example/p?x=1].\n\n * deep hole' },
	'html-between-files': { text: 'First part.\n\nSecond part.', media: ['bill.pdf'] },
	alternative: { text: 'Plain words.', html: '<p>Plain <b>words</b>.</p>', media: [] },
	'alternative-blank-plain': { text: 'Only here.' },
	flowed: { text: 'The drain has been blocked since Monday.\n> quoted \n-- \nGurpreet\n' },
	'inline-image-no-cid': { text: 'Photo below.', media: ['image-1.jpg'] },
	'inline-image-cid': { text: 'Look:', media: ['image-1.png'] },
	'winmail-dat': { text: 'Sent from Outlook.', media: ['winmail.dat'] },
	names: { media: ['ਬਿਲ 2026.pdf', 'ਰਸੀਦ.pdf', '.._.._etc_passwd', 'list.txt', 'attachment-5.pdf'] },
	'attached-message': { text: 'My earlier letter is attached.', media: ['Reminder: water_sewer.eml'] },
	'forwarded-as-attachment': {
		text: 'The old words.\n',
		media: ['Old letter.eml'],
		flags: ['text_from_attachment']
	},
	'bounce-dsn': { automatic: 'bounce', flags: ['automatic_multipart_report'] },
	'bounce-no-brackets': { automatic: 'bounce', flags: ['automatic_mailer_daemon'], address: null },
	'ooo-exchange': { automatic: 'auto_reply', flags: ['automatic_auto_submitted'] },
	'ooo-subject-only': { automatic: 'auto_reply', flags: ['automatic_subject'] },
	'auto-submitted-no': { automatic: undefined, flags: [] },
	'relay-auto-generated': { automatic: 'bulk', text: 'Citizen writes: no water.\n' },
	list: { automatic: 'bulk', flags: ['automatic_list'] },
	'own-acknowledgement': { automatic: 'own', flags: ['automatic_loop_header'] },
	'own-address': { automatic: 'own', flags: ['automatic_own_address'] },
	arf: { automatic: 'report', flags: ['automatic_feedback_report'] },
	dmarc: { automatic: 'report', flags: ['automatic_dmarc_report'], media: ['r.zip'] },
	'from-none': { address: null, name: undefined, text: 'No name given.\n' },
	'from-empty': { address: null, text: 'Empty.\n' },
	'from-group': { address: 'one@citizen.example', to: undefined },
	'from-group-empty': { address: null },
	'from-commas': { address: 'harpreet@citizen.example' },
	'from-odd': { address: 'b@c', name: 'a' },
	'thread-several': {
		thread: {
			messageId: 'm3@citizen.example',
			inReplyTo: ['m1@x', 'm2@x'],
			references: ['m0@x', 'm1@x', 'm2@x']
		}
	},
	'date-absurd': { sentAt: undefined },
	'empty-body': { subject: 'only a subject', text: '' },
	'calendar-invite': { text: 'Hearing on Monday.', media: ['attachment-1.ics'] },
	'pgp-signed': { text: 'Signed words.', media: ['signature.asc'] },
	'svg-and-html-files': { text: 'Files.', html: undefined, media: ['x.svg', 'page.html'] },
	'boundary-missing': { text: 'The end is missi' }
};
