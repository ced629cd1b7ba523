import { randomBytes } from 'node:crypto';

const bodies = [
	[
		'ਪਾਣੀ ਦੀ ਸਪਲਾਈ ਬਾਰੇ',
		'ਸ੍ਰੀਮਾਨ ਜੀ,\n\nਸਾਡੇ ਪਿੰਡ ਵਿੱਚ ਪਿਛਲੇ ਇੱਕ ਹਫ਼ਤੇ ਤੋਂ ਪੀਣ ਵਾਲੇ ਪਾਣੀ ਦੀ ਸਪਲਾਈ ਬੰਦ ਹੈ। ਕਈ ਵਾਰ ਦਫ਼ਤਰ ਜਾ ਚੁੱਕੇ ਹਾਂ।'
	],
	[
		'सड़क की मरम्मत के संबंध में',
		'महोदय,\n\nहमारे वार्ड की मुख्य सड़क बरसात के बाद से टूटी हुई है। दो बार शिकायत करने पर भी कोई नहीं आया।'
	],
	[
		'Street lights not working in Sector 7',
		'Sir,\n\nNone of the street lights between the school and the bus stand has worked since Diwali. It is not safe in the evening.'
	]
] as const;

const wrapped = (bytes: Buffer) => bytes.toString('base64').replace(/(.{76})/g, '$1\r\n');
const word = (text: string) => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
const part = (type: string, content: Buffer, more = '') =>
	`Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n${more}\r\n${wrapped(content)}\r\n`;

const multipart = (kind: string, parts: string[]) => {
	const boundary = `=_${randomBytes(12).toString('hex')}`;
	const inner = parts.map((one) => `--${boundary}\r\n${one}`).join('');
	return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${inner}--${boundary}--\r\n`;
};

const html = (text: string) =>
	Buffer.from(
		`<html><body style="font-family:sans-serif">${text
			.split('\n')
			.map((line) => `<p>${line}</p>`)
			.join('')}<br>--<br><b>Sent from my phone</b></body></html>`
	);

/** The shapes as they come: most plain, three of ten with HTML beside, one of ten with a photograph. */
function content(index: number, text: string): string {
	const plain = part('text/plain; charset=utf-8', Buffer.from(text));
	const both = multipart('alternative', [plain, part('text/html; charset=utf-8', html(text))]);
	if (index % 10 === 0) {
		const photograph = part(
			'image/jpeg; name="photo.jpg"',
			Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), randomBytes(20_000)]),
			'Content-Disposition: attachment; filename="photo.jpg"\r\n'
		);
		return multipart('mixed', [both, photograph]);
	}
	return index % 10 < 4 ? both : plain;
}

/** The `index`th citizen's mail, complete with the headers that servers on its way have added. */
export function citizenMail(index: number, to: string): Buffer {
	const [subject, text] = bodies[index % bodies.length]!;
	const from = `citizen.${index}@mail.example`;
	const head = [
		`Return-Path: <${from}>`,
		`Received: from mail.example (mail.example [192.0.2.7]) by mx.sunwai.example with ESMTPS id ${index}; Mon, 2 Mar 2026 10:00:00 +0530`,
		`From: ${word(`Citizen ${index}`)} <${from}>`,
		`To: <${to}>`,
		`Subject: ${word(`${subject} (${index})`)}`,
		'Date: Mon, 2 Mar 2026 10:00:00 +0530',
		`Message-ID: <${randomBytes(8).toString('hex')}.${index}@mail.example>`,
		'MIME-Version: 1.0',
		'X-Mailer: K-9 Mail'
	];
	return Buffer.from(`${head.join('\r\n')}\r\n${content(index, `${text}\n\nRef ${index}`)}`);
}
