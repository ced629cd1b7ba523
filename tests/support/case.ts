import type { CaseDetail, CaseStanding } from '#contracts/case-desk.ts';
import type { RegisterInput } from '#contracts/desk.ts';
import { act, held, registration } from './desk.ts';
import type { Answer, Person, TestGateway } from './gateway.ts';

/** Water supply in Ludhiana: demonstration officers sit in its office and in those above. */
export const HERE = { category: 'rural-water-none', district: '36' } as const;

/** A case of a citizen's telephone, registered by an agent. */
export async function registered(
	gateway: TestGateway,
	text: string,
	more: Partial<RegisterInput> = {},
	from?: string
): Promise<string> {
	const { number } = await held(gateway, 'agent', text, from);
	const { status, text: said } = await act(
		gateway,
		'agent',
		number,
		'register',
		registration({ ...HERE, ...more })
	);
	if (status !== 200) throw new Error(`not registered: ${status} ${said}`);
	return number;
}

/** A verb's own refusal beside where the case stands. */
export type Said = CaseStanding & { code: string; faults?: { field: string; code: string }[] };

/** A verb on a case, as the person. */
export const verb = async (
	gateway: TestGateway,
	person: Person,
	number: string,
	name: string,
	body: unknown = {}
): Promise<Answer<Said>> =>
	gateway.call<Said>('POST', `/api/cases/${number}/${name}`, { cookie: await gateway.signIn(person), body });

/** The same, which has to succeed. */
export async function done(
	gateway: TestGateway,
	person: Person,
	number: string,
	name: string,
	body: unknown = {}
) {
	const { status, text, json } = await verb(gateway, person, number, name, body);
	if (status !== 200) throw new Error(`${name} was refused: ${status} ${text}`);
	return json;
}

export const look = async (gateway: TestGateway, person: Person, number: string) =>
	(await gateway.call<CaseDetail>('GET', `/api/cases/${number}`, { cookie: await gateway.signIn(person) }))
		.json;

/** Ends a case the short way: its citizen withdraws it. */
export const settle = (gateway: TestGateway, number: string) =>
	done(gateway, 'agent', number, 'withdraw', { words: '', channel: 'phone', proof: 'call_back' });

/** Sets the time by which cases live. */
export const travelTo = (gateway: TestGateway, instant: string) =>
	gateway.query(
		`insert into time_shift (shift) values ($1::timestamptz - now())
			on conflict (single) do update set shift = excluded.shift`,
		instant
	);

export const reply = {
	pa: 'ਪਾਣੀ ਦੀ ਸਪਲਾਈ ਅੱਜ ਬਹਾਲ ਕਰ ਦਿੱਤੀ ਗਈ ਹੈ।',
	hi: 'पानी की आपूर्ति आज बहाल कर दी गई है।',
	en: 'The supply of water was restored today.'
};
