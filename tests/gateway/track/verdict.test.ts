import { expect } from 'vitest';
import { formatNumber } from '#contracts/number.ts';
import { done, look, registered, reply } from '../../support/case.ts';
import { act, held } from '../../support/desk.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';
import { newMobile, openedBy, textsTo, textTo } from '../../support/track.ts';

const test = gatewayTest();

/** A case of which its office says that it is done, and whose citizen was asked by SMS. */
async function resolved(gateway: TestGateway, text: string, phone = newMobile()) {
	const number = await registered(gateway, text, {}, phone);
	await done(gateway, 'officer', number, 'acknowledge');
	await done(gateway, 'officer', number, 'resolve', { grade: 'full', reply: reply.pa });
	await until(() =>
		textsTo(gateway, phone).some((one) => one.includes(formatNumber(number)) && /\b2\b/.test(one))
	);
	return { number, phone };
}
const send = (gateway: TestGateway, from: string, text: string) =>
	gateway.carrier.sendSms({ via: 'twilio', from, text });
const reaches = (gateway: TestGateway, number: string, state: string) =>
	until(async () => (await look(gateway, 'supervisor', number)).state === state);
const formOf = (page: string) => /name="form" value="(\w+)"/.exec(page)![1]!;

test('on the page of the number: the reply is read, not satisfied goes one level up with the words', async ({
	gateway
}) => {
	const of = await resolved(gateway, 'ਨਲਕੇ ਵਿੱਚ ਪਾਣੀ ਨਹੀਂ');
	const own = await openedBy(gateway, of);
	const page = await own.get('?lang=en');
	expect(page.text).toContain(reply.pa);
	expect(page.text).toContain('Settled, says the office');
	const form = formOf(page.text);
	const bare = await own.post('/verdict', { form, verdict: 'not_satisfied', words: '' });
	expect(bare.status).toBe(400);
	expect(bare.text).toContain('Write a few words');
	expect((await own.post('/verdict', { form: 'x', verdict: 'satisfied', words: '' })).status).toBe(403);
	const words = 'ਅਜੇ ਵੀ ਪਾਣੀ ਨਹੀਂ ਆਉਂਦਾ';
	expect((await own.post('/verdict', { form, verdict: 'not_satisfied', words })).status).toBe(303);
	expect(await look(gateway, 'supervisor', of.number)).toMatchObject({
		state: 'assigned',
		level: 2,
		verdicts: [{ verdict: 'not_satisfied', words, channel: 'web', byName: null }]
	});
	const again = await own.post('/verdict', { form, verdict: 'satisfied', words: 'late' });
	expect(again.status).toBe(409);
	expect(again.text).toContain('late');
	expect((await own.get()).text).toContain(words);
});

test('more is added, with files, and the complaint is withdrawn by who is sure', async ({ gateway }) => {
	const phone = newMobile();
	const number = await registered(gateway, 'ਸੜਕ ਟੁੱਟੀ ਹੈ', {}, phone);
	const own = await openedBy(gateway, { number, phone });
	const form = formOf((await own.get()).text);
	const more = new FormData();
	more.append('form', form);
	more.append('words', 'The pole leans now');
	more.append('files', new Blob(['a note'], { type: 'text/plain' }), 'note.txt');
	expect((await own.send('/information', more)).status).toBe(303);
	expect((await look(gateway, 'supervisor', number)).information).toMatchObject([
		{ text: 'The pole leans now', channel: 'web', files: [{ name: 'note.txt' }] }
	]);
	expect((await own.post('/withdraw', { form, words: '' })).status).toBe(400);
	expect((await own.post('/withdraw', { form, words: '', sure: 'yes' })).status).toBe(303);
	expect((await look(gateway, 'supervisor', number)).state).toBe('withdrawn');
});

test('what was typed is not lost where the number has closed meanwhile', async ({ gateway }) => {
	const of = await resolved(gateway, 'Closed meanwhile');
	const own = await openedBy(gateway, of);
	const form = formOf((await own.get()).text);
	own.cookies.delete('sunwai_track');
	const page = await own.post('/verdict', { form, verdict: 'partly', words: 'One lamp is still out' });
	expect(page.status).toBe(403);
	expect(page.text).toContain('One lamp is still out');
	expect((await look(gateway, 'supervisor', of.number)).state).toBe('resolved');
});

test('by SMS: 1 closes it, 2 goes one level up; which one is asked where several wait', async ({
	gateway
}) => {
	const one = await resolved(gateway, 'Answered by SMS');
	await send(gateway, one.phone, '੧');
	await reaches(gateway, one.number, 'closed_satisfied');
	const phone = newMobile();
	const [first, second] = [
		await resolved(gateway, 'Of two the first', phone),
		await resolved(gateway, 'Of two the second', phone)
	];
	await send(gateway, phone, '2');
	await textTo(gateway, phone, new RegExp(`1 ${formatNumber(second.number)}`));
	expect((await look(gateway, 'supervisor', first.number)).state).toBe('resolved');
	await send(gateway, phone, `2 ${formatNumber(first.number)}`);
	await until(async () => (await look(gateway, 'supervisor', first.number)).level === 2);
	await send(gateway, phone, `${second.number} 1`);
	await reaches(gateway, second.number, 'closed_satisfied');
	const rest = await gateway.query('select from submission where sender = $1', phone);
	expect(rest).toHaveLength(2);
	// Nobody is asked any more: it is a matter of its own.
	await send(gateway, phone, '1');
	await until(
		async () => (await gateway.query('select from submission where sender = $1', phone)).length === 3
	);
});

test('who brought the same matter says their own word by SMS: it stands beside, and decides nothing', async ({
	gateway
}) => {
	const phone = newMobile();
	const number = await registered(gateway, 'The lane is dark', {}, newMobile());
	const other = await held(gateway, 'agent', 'Our lane is dark too', phone);
	expect((await act(gateway, 'agent', other.number, 'link', { grievance: number })).status).toBe(200);
	await done(gateway, 'officer', number, 'acknowledge');
	await done(gateway, 'officer', number, 'resolve', { grade: 'full', reply: reply.pa });
	await textTo(gateway, phone, new RegExp(`${formatNumber(other.number)}.*2`, 's'));
	const opinions = async () => (await look(gateway, 'supervisor', number)).opinions;
	await send(gateway, phone, '2');
	await until(async () => (await opinions()).length === 1);
	expect(await opinions()).toMatchObject([
		{ number: other.number, verdict: 'not_satisfied', channel: 'sms' }
	]);
	// They think better of it, by number, after the case's own citizen has closed it.
	await done(gateway, 'feedback', number, 'verdict', { verdict: 'satisfied', words: '', channel: 'phone' });
	await send(gateway, phone, `1 ${other.number}`);
	await until(async () => (await opinions())[0]!.verdict === 'satisfied');
	expect(await opinions()).toHaveLength(1);
	expect(await look(gateway, 'supervisor', number)).toMatchObject({
		state: 'closed_satisfied',
		verdicts: [{ verdict: 'satisfied', channel: 'phone' }]
	});
	expect(await gateway.query('select from submission where sender = $1', phone)).toHaveLength(1);
});

test('a text that answers our question is joined to the one case that waits; of two it stays a submission', async ({
	gateway
}) => {
	const phone = newMobile();
	const screened = async (text: string) => {
		await gateway.query('update routing_rule set active = false');
		const number = await registered(gateway, text, {}, phone);
		await gateway.query('update routing_rule set active = true');
		expect((await look(gateway, 'supervisor', number)).state).toBe('screening');
		return number;
	};
	const ask = async (number: string, question: string) => {
		const before = textsTo(gateway, phone).length;
		await done(gateway, 'supervisor', number, 'question', { question, text: reply.pa });
		await until(() => textsTo(gateway, phone).length > before);
		await until(
			async () =>
				(
					await gateway.query(
						`select from notice where number = $1 and template like $2 and sent_at is not null`,
						number,
						`ask_${question}%`
					)
				).length > 0
		);
	};
	const first = await screened('Somewhere the road is broken');
	const second = await screened('Somewhere the drain is open');
	await ask(first, 'place');
	await send(gateway, phone, 'Ward 12, behind the mill');
	await reaches(gateway, first, 'screening');
	expect((await look(gateway, 'supervisor', first)).information).toMatchObject([
		{ text: 'Ward 12, behind the mill', channel: 'sms' }
	]);
	expect(
		await gateway.query('select from question where number = $1 and answered_at is null', first)
	).toEqual([]);
	expect(await gateway.query('select from submission where sender = $1', phone)).toHaveLength(2);
	await ask(first, 'details');
	await ask(second, 'place');
	await send(gateway, phone, 'It is near the school');
	await gateway.arrived('It is near the school');
	expect((await look(gateway, 'supervisor', first)).state).toBe('awaiting_citizen');
});
