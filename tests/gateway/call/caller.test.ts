import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Matter } from '#contracts/submission.ts';
import { callFacts } from '#db/call-facts.ts';
import { everyone } from '#db/scope.ts';
import { maybeOne, one, run, sql } from '#db/sql.ts';
import { suggest } from '#gateway/triage/suggest.ts';
import { heard, openHelpline, type Helpline } from '../../support/helpline.ts';

let helpline: Helpline;
beforeAll(async () => {
	helpline = await openHelpline();
}, 60_000);
afterAll(() => helpline?.close());

const Row = Type.Object({
	number: Type.String(),
	flags: Type.Array(Type.String()),
	matter: Matter,
	language: Type.String()
});
/** The submission that a call left, once it is read. */
const left = (callId: string) =>
	vi.waitFor(
		async () => {
			const row = await maybeOne(
				helpline.services.pool,
				Row,
				sql`select s.number, s.flags, s.matter, s.language from submission s join call c on c.number = s.number
					where c.external_id = ${callId}`
			);
			if (!row) throw new Error('no submission yet');
			return row;
		},
		{ timeout: 15_000, interval: 50 }
	);
const toRecord = ['press 3', 'press 1', 'press 2', 'press 12'] as const;
const spoken = (number: string, language = 'en') => [...number].map((digit) => `${language} digit-${digit}`);
/** Leaves a grievance from this telephone. */
const leave = async (from: string) => {
	const call = await helpline.exchange.scriptedCall({ via: 'twilio', from }, [
		...toRecord,
		'record 1',
		'press 1'
	]);
	return left(call.id);
};
const ring = async (from: string) => {
	const call = helpline.exchange.placeCall({ via: 'vonage', from });
	await call.settled();
	return call;
};

describe('a telephone that called before', () => {
	test('is greeted in its language and offered its open case', async () => {
		const from = helpline.another();
		const { number } = await leave(from);
		const again = await ring(from);
		expect(heard(again)).toEqual(['en greeting', 'en case-found', ...spoken(number), 'en case-ask']);
		await again.press('1');
		expect(heard(again).slice(-2)).toEqual(['en status-waiting', 'en menu']);
		await again.hangUp();
	});

	test('that fell silent at the languages is asked again', async () => {
		const from = helpline.another();
		const call = await helpline.exchange.scriptedCall({ via: 'twilio', from }, ['wait', 'wait', 'hang up']);
		expect(heard(call).at(-1)).toBe('pa menu');
		const again = await ring(from);
		expect(heard(again).slice(-3)).toEqual(['pa language', 'hi language', 'en language']);
		await again.hangUp();
	});

	test.each([
		['is dismissed', sql`state = 'dismissed', reason = 'test'`],
		['is sensitive', sql`sensitive = true`]
	])('is not offered a case that %s', async (_, change) => {
		const from = helpline.another();
		const { number } = await leave(from);
		const { pool } = helpline.services;
		expect((await callFacts(pool, from)).openCase).toEqual({ number, standing: 'waiting' });
		await run(pool, sql`update submission set ${change} where number = ${number}`);
		expect((await callFacts(pool, from)).openCase).toBeNull();
	});

	test('a withheld number has no past', async () => {
		const call = await helpline.exchange.scriptedCall({ via: 'twilio', from: 'anonymous' }, [
			'press 2',
			'hang up'
		]);
		expect(heard(call).at(-1)).toBe('hi menu');
		expect(await callFacts(helpline.services.pool, null)).toMatchObject({ remembered: null, openCase: null });
	});
});

test.each(['twilio', 'vonage'])(
	'who is not satisfied speaks, through %s, and the words are kept as words about that number',
	async (via) => {
		const { number } = await leave(helpline.another());
		const call = await helpline.exchange.scriptedCall({ via, from: helpline.another() }, [
			...(['press 2', 'press 3', `press ${number}#`, 'record 2', 'press 1'] as const)
		]);
		expect(call.ending).toBe('helpline');
		const words = await left(call.id);
		expect(words.number).not.toBe(number);
		expect(words).toMatchObject({ matter: { about: number }, language: 'hi' });
		expect(words.flags).toEqual(expect.arrayContaining(['spoken', 'not_satisfied']));
		const said = heard(call);
		expect(said.slice(said.indexOf('hi about-number'))).toEqual([
			'hi about-number',
			...spoken(words.number, 'hi'),
			'hi number-again',
			...spoken(words.number, 'hi'),
			'hi goodbye'
		]);
	}
);

test('the case that a caller names is suggested, as one that is mentioned', async () => {
	const from = helpline.another();
	const { number } = await leave(from);
	const { pool } = helpline.services;
	const { id } = await one(
		pool,
		Type.Object({ id: Type.String() }),
		sql`insert into citizen (name, language) values ('Harpreet', 'pa') returning id::text`
	);
	await run(
		pool,
		sql`insert into grievance (number, category, department, district, summary, language, channel, citizen,
				received_at, registered_by)
			select ${number}, code, department, '36', 'Water', 'en', 'ivr', ${id}::bigint, now(), 'test'
				from category order by position limit 1`
	);
	await run(
		pool,
		sql`update submission set state = 'registered', grievance = ${number}, decided_at = now() where number = ${number}`
	);
	const call = await helpline.exchange.scriptedCall({ via: 'twilio', from }, [
		...(['press 3', 'record 1', 'press 1'] as const)
	]);
	const words = await left(call.id);
	const { cases } = await suggest(helpline.services, everyone, words.number);
	expect(cases).toMatchObject([{ number, reasons: [{ kind: 'mentioned', number }] }]);
});
