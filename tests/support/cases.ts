/** A case as the tests of figures write it: what is not said is ordinary. */
export interface MadeCase {
	number: string;
	receivedAt?: string;
	settledAt?: string | null;
	state?: string;
	verdict?: string | null;
	category?: string;
	department?: string;
	district?: string;
	tehsil?: string | null;
	office?: string | null;
	channel?: string;
	late?: boolean;
	escalations?: number;
	reopenings?: number;
	sensitive?: string | null;
	summary?: string;
}

const ordinary = {
	...{ receivedAt: '2026-05-04T06:00:00Z', settledAt: null, state: 'assigned', verdict: null },
	...{
		category: 'street-light',
		department: '412',
		district: '36',
		tehsil: null,
		office: null,
		channel: 'sms'
	},
	...{ late: false, escalations: 0, reopenings: 0, sensitive: null, summary: 'Dark' }
};

type Query = (text: string, ...values: unknown[]) => Promise<unknown>;

/** Writes cases with the submissions that they began with, all at once. */
export async function makeCases(query: Query, cases: readonly MadeCase[]): Promise<void> {
	await query(
		`with made as (
			select * from jsonb_to_recordset($1::jsonb) as x (number text, "receivedAt" timestamptz, "settledAt" timestamptz,
				state text, verdict text, category text, department text, district text, tehsil text, office text, channel text,
				late boolean, escalations int, reopenings int, sensitive text, summary text)
		), person as (
			insert into citizen (name, language) values ('Kulwinder Kaur', 'pa') returning id
		), submitted as (
			insert into submission (number, channel, account, received_at, text, state, grievance, place_district, place_tehsil,
					place_department, decided_at, decided_by, sensitive)
				select number, channel, 'desk', "receivedAt", summary, 'registered', number, district, tehsil, department,
					"receivedAt", 'demo-agent', sensitive is not null from made
		)
		insert into grievance (number, category, department, district, tehsil, summary, language, channel, citizen,
				received_at, registered_by, state, office, late, escalations, reopenings, settled_at, verdict, sensitive)
			select number, category, department, district, tehsil, summary, 'pa', channel, person.id, "receivedAt",
				'demo-agent', state, office, late, escalations, reopenings, "settledAt", verdict, sensitive
			from made, person`,
		JSON.stringify(cases.map((one) => ({ ...ordinary, ...one })))
	);
}
