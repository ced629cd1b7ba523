import { XMLParser } from 'fast-xml-parser';
import { Type, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { describe, expect } from 'vitest';
import { keepApiKey, makeApiKey, revokeApiKey } from '#db/api-key.ts';
import type { Sql } from 'sql-template-tag';
import { run, sql } from '#db/sql.ts';
import { CaseState, settledStates } from '#contracts/case.ts';
import { checkDigit } from '#contracts/number.ts';
import { lateWords, levels, stages } from '#gateway/intake/open311-words.ts';
import { test as base, type Citizens } from './citizens.ts';

/* The shapes of GeoReport v2, said again in our own words. */
const Service = Type.Object({
	service_code: Type.String({ minLength: 1 }),
	service_name: Type.String({ minLength: 1 }),
	description: Type.String(),
	metadata: Type.Boolean(),
	type: Type.Union([Type.Literal('realtime'), Type.Literal('batch'), Type.Literal('blackbox')]),
	keywords: Type.String(),
	group: Type.String()
});
const Attribute = Type.Object({
	variable: Type.Boolean(),
	code: Type.String(),
	datatype: Type.Union(
		['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist'].map((kind) =>
			Type.Literal(kind)
		)
	),
	required: Type.Boolean(),
	datatype_description: Type.String(),
	order: Type.Integer(),
	description: Type.String(),
	values: Type.Optional(Type.Array(Type.Object({ key: Type.String(), name: Type.String() }), { minItems: 1 }))
});
const Definition = Type.Object({ service_code: Type.String(), attributes: Type.Array(Attribute) });
const Instant = Type.String({
	pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$'
});
const Discovery = Type.Object({
	changeset: Instant,
	contact: Type.String(),
	key_service: Type.String(),
	endpoints: Type.Array(
		Type.Object({
			specification: Type.Literal('http://wiki.open311.org/GeoReport_v2'),
			url: Type.String({ pattern: '^https://.*/open311/v2$' }),
			changeset: Instant,
			type: Type.Union([Type.Literal('production'), Type.Literal('test')]),
			formats: Type.Array(Type.String(), { minItems: 2 })
		}),
		{ minItems: 1 }
	)
});
const ServiceRequest = Type.Object(
	{
		service_request_id: Type.String({ pattern: '^\\d{10}$' }),
		status: Type.Union([Type.Literal('open'), Type.Literal('closed')]),
		status_notes: Type.Optional(Type.String()),
		service_name: Type.String(),
		service_code: Type.String(),
		description: Type.Optional(Type.String()),
		agency_responsible: Type.Optional(Type.String()),
		service_notice: Type.Optional(Type.String()),
		requested_datetime: Instant,
		updated_datetime: Instant,
		expected_datetime: Type.Optional(Instant),
		address: Type.Optional(Type.String()),
		lat: Type.Optional(Type.Number()),
		long: Type.Optional(Type.Number())
	},
	{ additionalProperties: false }
);
const Posted = Type.Array(
	Type.Object({ service_request_id: Type.String({ pattern: '^\\d{10}$' }), service_notice: Type.String() })
);
const Errors = Type.Array(
	Type.Object(
		{ code: Type.String(), description: Type.String({ minLength: 1 }) },
		{ additionalProperties: false }
	),
	{ minItems: 1 }
);

const lists = ['service', 'request', 'error', 'endpoint', 'format', 'attribute', 'value'];
const xml = new XMLParser({
	isArray: (name) => lists.includes(name),
	parseTagValue: false,
	trimValues: false
});
const types = { boolean: (text: string) => text === 'true', integer: Number, number: Number };

/** XML as JSON: a list loses the name of its items, and text becomes what the schema says. */
function fromXml(node: unknown, schema: TSchema): unknown {
	const kind = (schema as { type?: string }).type;
	if (kind === 'array') {
		const [inner] = Object.values((node || {}) as Record<string, unknown[]>);
		return (inner ?? []).map((item) => fromXml(item, (schema as unknown as { items: TSchema }).items));
	}
	if (kind === 'object') {
		const { properties } = schema as unknown as { properties: Record<string, TSchema> };
		return Object.fromEntries(
			Object.entries(node as object).map(([name, value]) => [
				name,
				properties[name] ? fromXml(value, properties[name]) : value
			])
		);
	}
	return (types[kind as keyof typeof types] ?? String)(String(node));
}

const formats = ['xml', 'json'] as const;
type Format = (typeof formats)[number];
const contentType = { xml: 'text/xml; charset=utf-8', json: 'application/json; charset=utf-8' };

interface Answer {
	status: number;
	body: string;
	/** Parsed, of the schema's type once checked. */
	read<T>(schema: TSchema, root: string): T;
}

function program({ app }: Citizens) {
	let client = 0;
	const ask = async (
		format: Format,
		path: string,
		form?: Record<string, string> | string,
		headers = {}
	): Promise<Answer> => {
		const [name, query] = path.split('?');
		const url = `/open311/v2/${name}.${format}${query ? `?${query}` : ''}`;
		const remoteAddress = `10.2.0.${1 + (++client % 200)}`;
		const payload = typeof form === 'object' ? new URLSearchParams(form).toString() : form;
		const answer = await app.inject({
			url,
			remoteAddress,
			...(payload === undefined
				? { method: 'GET' }
				: {
						method: 'POST',
						payload,
						headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers }
					})
		});
		expect(answer.headers['content-type']).toBe(contentType[format]);
		return {
			status: answer.statusCode,
			body: answer.body,
			read: <T>(schema: TSchema, root: string) => {
				const value =
					format === 'json'
						? JSON.parse(answer.body)
						: fromXml((xml.parse(answer.body) as Record<string, unknown>)[root], schema);
				expect([...Value.Errors(schema, value)]).toEqual([]);
				return value as T;
			}
		};
	};
	const faults = async (asked: Promise<Answer>, status: number) => {
		const answer = await asked;
		expect(answer.status).toBe(status);
		const errors = answer.read<{ code: string; description: string }[]>(Errors, 'errors');
		for (const { code } of errors) expect(code).toBe(String(status));
		return errors.map(({ description }) => description);
	};
	return { ask, faults };
}

type Request = {
	service_request_id: string;
	status: string;
	service_code: string;
	description?: string;
	address?: string;
};

const test = base.extend<{ $file: { api: ReturnType<typeof program>; key: string } }>({
	api: [async ({ citizens }, use) => use(program(citizens)), { scope: 'file' }],
	key: [
		async ({ citizens }, use) => use((await makeApiKey(citizens.services.pool, 'a district app')).key),
		{ scope: 'file' }
	]
});
const unknownNumber = `269999999${checkDigit('269999999')}`;
const somewhere = { lat: '30.9', long: '75.85' };

describe.for(formats)('in %s', (format) => {
	test('discovery names the endpoint', async ({ api }) => {
		const answer = await api.ask(format, 'discovery');
		expect(answer.status).toBe(200);
		answer.read(Discovery, 'discovery');
	});

	test('services are all categories', async ({ api, citizens }) => {
		const services = (await api.ask(format, 'services')).read<{ service_code: string }[]>(
			Type.Array(Service),
			'services'
		);
		expect(services.map(({ service_code }) => service_code)).toEqual(
			citizens.reference.categories.map(({ code }) => code)
		);
	});

	test('a service is defined with its attributes', async ({ api, citizens }) => {
		const { code } = citizens.reference.categories[0]!;
		const answer = await api.ask(format, `services/${code}`);
		const { attributes } = answer.read<{ attributes: { code: string; values?: unknown[] }[] }>(
			Definition,
			'service_definition'
		);
		expect(attributes.find((attribute) => attribute.code === 'DISTRICT')!.values).toHaveLength(
			citizens.reference.districts.length
		);
	});

	test('an unknown service is not found', async ({ api }) => {
		expect(await api.faults(api.ask(format, 'services/nothing'), 404)).toEqual([
			'service_code was not found'
		]);
	});

	test.for(['services', 'requests', `requests/${unknownNumber}`])(
		'another jurisdiction is not found: %s',
		async (path, { api }) => {
			await api.faults(api.ask(format, `${path}?jurisdiction_id=city.example`), 404);
			const ours = await api.ask(format, `${path}?jurisdiction_id=punjab.gov.in`);
			expect(ours.status).toBe(path.includes('/') ? 404 : 200);
		}
	);

	test('a request is handed in, found at once, and has its token', async ({ api, citizens, key }) => {
		const { code } = citizens.reference.categories[1]!;
		const form = {
			api_key: key,
			service_code: code,
			...somewhere,
			description: 'A <b>dark</b> & ਹਨੇਰੀ street',
			phone: '9876543210'
		};
		const posted = (await api.ask(format, 'requests', form)).read<{ service_request_id: string }[]>(
			Posted,
			'service_requests'
		);
		const id = posted[0]!.service_request_id;
		const early = (await api.ask(format, `requests/${id}`)).read<Request[]>(
			Type.Array(ServiceRequest),
			'service_requests'
		);
		expect(early).toMatchObject([{ service_request_id: id, status: 'open', service_code: code }]);
		const token = (await api.ask(format, `tokens/${id}`)).read<object[]>(
			Type.Array(Type.Object({})),
			'service_requests'
		);
		expect(token).toEqual([{ service_request_id: id, token: id }]);
		await citizens.readAll();
		const seen = await api.ask(format, `requests/${id}`);
		expect(seen.read<Request[]>(Type.Array(ServiceRequest), 'service_requests')[0]).not.toHaveProperty(
			'description'
		);
		const own = await api.ask(format, `requests/${id}?api_key=${key}`);
		expect(own.read<Request[]>(Type.Array(ServiceRequest), 'service_requests')[0]).toMatchObject({
			description: 'A <b>dark</b> & ਹਨੇਰੀ street',
			lat: 30.9
		});
		for (const { body } of [seen, own]) expect(body).not.toContain('9876543210');
	});

	test('a key is needed, and a good one', async ({ api, citizens, key }) => {
		const form = { service_code: citizens.reference.categories[0]!.code, ...somewhere };
		const { pool } = citizens.services;
		const revoked = await makeApiKey(pool, 'gone');
		await revokeApiKey(pool, revoked.id);
		await keepApiKey(pool, 'for something else', 'other-scope', ['reports']);
		expect(await api.faults(api.ask(format, 'requests', form), 403)).toEqual(['api_key is missing']);
		for (const api_key of ['wrong', revoked.key, 'other-scope'])
			expect(await api.faults(api.ask(format, 'requests', { ...form, api_key }), 403)).toEqual([
				'api_key is not valid'
			]);
		expect((await api.ask(format, `requests?api_key=${key}`, form)).status).toBe(200);
		await api.faults(api.ask(format, 'requests?api_key=wrong'), 403);
	});

	test('everything wrong with a request is told at once', async ({ api, citizens, key }) => {
		const form = { api_key: key, service_code: citizens.reference.categories[0]!.code };
		const wrong = {
			...form,
			lat: 'north',
			email: 'nobody',
			description: 'x'.repeat(4001),
			media_url: 'javascript:1',
			'attribute[DISTRICT]': 'nowhere'
		};
		const told = (await api.faults(api.ask(format, 'requests', wrong), 400)).join('\n');
		for (const name of ['a location', 'lat must', 'email', 'description', 'media_url', 'attribute[DISTRICT]'])
			expect(told).toContain(name);
		expect(await api.faults(api.ask(format, 'requests', { api_key: key, ...somewhere }), 400)).toEqual([
			'service_code is missing'
		]);
		await api.faults(api.ask(format, 'requests', { ...form, ...somewhere, service_code: 'nothing' }), 404);
		await api.faults(api.ask(format, 'requests', '{"a":1}', { 'content-type': 'application/json' }), 400);
	});

	test.for([{ address_string: 'Mall Road' }, { address_id: '17' }, somewhere])(
		'a place may be told as %o',
		async (place, { api, citizens, key }) => {
			const form = { api_key: key, service_code: citizens.reference.categories[0]!.code, ...place };
			expect((await api.ask(format, 'requests', form as Record<string, string>)).status).toBe(200);
		}
	);

	test('an unknown request or token is not found', async ({ api }) => {
		for (const id of [unknownNumber, '1234567890', 'x', '%00'])
			for (const kind of ['requests', 'tokens']) await api.faults(api.ask(format, `${kind}/${id}`), 404);
	});

	test.for([
		'status=pending',
		'start_date=yesterday',
		'end_date=2026-13-01',
		'start_date=2026-01-01&end_date=2026-06-01',
		'start_date=2026-02-01&end_date=2026-01-01',
		'page=0',
		'page_size=1001'
	])('a list by %s is refused', async (query, { api }) => {
		await api.faults(api.ask(format, `requests?${query}`), 400);
	});
});

describe('lists', () => {
	test('are filtered by service, status and time, and paged', async ({ api, citizens, key }) => {
		const [first, second] = citizens.reference.categories.slice(-2).map(({ code }) => code) as [
			string,
			string
		];
		const ids: string[] = [];
		for (const service_code of [first, first, second]) {
			const answer = await api.ask('json', 'requests', { api_key: key, service_code, address_string: 'x' });
			ids.push(answer.read<{ service_request_id: string }[]>(Posted, '')[0]!.service_request_id);
		}
		await citizens.readAll();
		const { pool } = citizens.services;
		await run(
			pool,
			sql`update submission set state = 'dismissed', decided_at = now() where number = ${ids[1]!}`
		);
		await run(
			pool,
			sql`update submission set received_at = now() - interval '100 days' where number = ${ids[2]!}`
		);
		const list = async (query: string) => {
			const answer = await api.ask('json', `requests?${query}`);
			return answer
				.read<Request[]>(Type.Array(ServiceRequest), '')
				.map(({ service_request_id }) => service_request_id);
		};
		expect(await list(`service_code=${first},${second}`)).toEqual([ids[1], ids[0]]);
		expect(await list(`service_code=${first}&status=open`)).toEqual([ids[0]]);
		expect(await list(`service_code=${first}&status=closed`)).toEqual([ids[1]]);
		expect(await list(`service_code=${first}&page_size=1&page=2`)).toEqual([ids[0]]);
		expect(await list(`service_request_id=${ids[2]},${ids[0]},${unknownNumber}&status=closed`)).toEqual([
			ids[2],
			ids[0]
		]);
		const old = new Date(Date.now() - 120 * 86_400_000).toISOString();
		expect(await list(`service_code=${second}&start_date=${old}`)).toEqual([ids[2]]);
	});

	test('show what an agent registered from another channel, without words or place', async ({
		api,
		citizens
	}) => {
		const { services, reference } = citizens;
		const { code, department } = reference.categories[0]!;
		const { number } = await services.receive({
			account: 'web',
			channel: 'web',
			provider: 'form',
			kind: 'message',
			externalId: 'a-form',
			body: Buffer.from(
				JSON.stringify({
					externalId: 'a',
					fields: { text: 'secret words', name: 'N', phone: '98765 43210', category: code },
					files: []
				})
			)
		});
		await citizens.readAll();
		expect((await api.ask('json', `requests/${number}`)).status).toBe(404);
		await run(
			services.pool,
			sql`with c as (insert into citizen (name) values ('N') returning id)
				insert into grievance (number, category, department, district, place, summary, language, channel, citizen,
					received_at, registered_by)
				select ${number}, ${code}, ${department}, ${reference.districts[0]!.code}, 'house 7', 'secret summary', 'pa', 'web', id,
					now(), 'agent' from c`
		);
		await run(
			services.pool,
			sql`update submission set state = 'registered', grievance = number where number = ${number}`
		);
		const answer = await api.ask('json', `requests/${number}`);
		const [request] = answer.read<Request[]>(Type.Array(ServiceRequest), '');
		expect(request).toMatchObject({
			status: 'open',
			service_code: code,
			address: reference.districts[0]!.names.en
		});
		expect(answer.body).not.toMatch(/secret|house 7|98765/);
	});
});

describe('what became of a case', () => {
	const read = async (answer: Promise<{ read<T>(schema: TSchema, root: string): T }>) =>
		(await answer).read<Request[]>(Type.Array(ServiceRequest), '')[0]!;

	/** Puts a case where it is to be seen, whichever way it would have come there. */
	const put = ({ services }: Citizens, statement: Sql) =>
		services.transaction(async (db) => {
			await run(db, sql`set local session_replication_role = replica`);
			await run(db, statement);
		});

	test('is told by its state, in the language asked for, with its office and time limit', async ({
		api,
		citizens,
		key
	}) => {
		const { services, reference } = citizens;
		const { code, department } = reference.categories[0]!;
		const form = { api_key: key, service_code: code, ...somewhere };
		const posted = await api.ask('json', 'requests', form);
		const id = posted.read<{ service_request_id: string }[]>(Posted, '')[0]!.service_request_id;
		await citizens.readAll();
		const { pool } = services;
		await run(
			pool,
			sql`insert into office (code, level, name_en, name_pa, name_hi) values
				('try-office', 'state', 'An office', 'ਇੱਕ ਦਫ਼ਤਰ', 'एक कार्यालय')`
		);
		await run(
			pool,
			sql`with c as (insert into citizen (name) values ('N') returning id)
				insert into grievance (number, state, category, department, district, summary, language, channel, citizen,
					received_at, registered_by, track, office, due_at, level)
				select ${id}, 'in_progress', ${code}, ${department}, ${reference.districts[0]!.code}, 'x', 'pa', 'web', id, now(),
					'agent', 'state', 'try-office', '2027-01-31T12:30:00Z', 1 from c`
		);
		await run(pool, sql`update submission set state = 'registered', grievance = number where number = ${id}`);
		const inEnglish = await read(api.ask('json', `requests/${id}`));
		expect(inEnglish).toMatchObject({
			status: 'open',
			status_notes: 'In progress',
			agency_responsible: 'An office',
			service_notice: 'With the first office',
			expected_datetime: '2027-01-31T12:30:00.000Z'
		});
		await put(
			citizens,
			sql`update grievance set level = 2, late = true, state = 'long_term', expected_on = '2027-03-01',
				updated_at = '2027-02-01T00:00:00Z' where number = ${id}`
		);
		expect(await read(api.ask('json', `requests?service_request_id=${id}&locale=pa`))).toMatchObject({
			status: 'open',
			status_notes: stages.long_term.pa,
			agency_responsible: 'ਇੱਕ ਦਫ਼ਤਰ',
			service_notice: `${levels[2].pa}; ${lateWords.pa}`,
			expected_datetime: '2027-03-01T18:30:00.000Z',
			updated_datetime: '2027-02-01T00:00:00.000Z'
		});
	});

	test('is open in every state but the ends, and each has its words', async ({ api, citizens, key }) => {
		const { services, reference } = citizens;
		const { code, department } = reference.categories[0]!;
		const states = (Object.keys(stages) as CaseState[]).filter((state) => Value.Check(CaseState, state));
		expect(states).toHaveLength(16);
		const posted = await api.ask('json', 'requests', { api_key: key, service_code: code, ...somewhere });
		const id = posted.read<{ service_request_id: string }[]>(Posted, '')[0]!.service_request_id;
		await citizens.readAll();
		await run(
			services.pool,
			sql`insert into office (code, level, name_en, name_pa, name_hi) values ('any-office', 'state', 'x', 'x', 'x')`
		);
		await run(
			services.pool,
			sql`with c as (insert into citizen (name) values ('N') returning id)
				insert into grievance (number, category, department, district, summary, language, channel, citizen, received_at,
					registered_by, track, office)
				select ${id}, ${code}, ${department}, ${reference.districts[0]!.code}, 'x', 'pa', 'web', id, now(), 'agent',
					'state', 'any-office' from c`
		);
		await run(
			services.pool,
			sql`update submission set state = 'registered', grievance = number where number = ${id}`
		);
		for (const state of states) {
			const ended = settledStates.some((one) => one === state);
			const [at, why, language] = ended ? [new Date().toISOString(), 'x', 'pa'] : [null, null, null];
			await put(
				citizens,
				sql`update grievance set state = ${state}, due_at = now(), settled_at = ${at}, closed_reason = ${why},
					closed_text = ${why}, closed_language = ${language} where number = ${id}`
			);
			const request = await read(api.ask('json', `requests/${id}`));
			expect(request).toMatchObject({ status: ended ? 'closed' : 'open', status_notes: stages[state].en });
			expect('expected_datetime' in request).toBe(!ended);
			expect('service_notice' in request).toBe(!ended);
		}
	});
});

describe('handing in', () => {
	test('the same Idempotency-Key twice is one request', async ({ api, citizens, key }) => {
		const form = { api_key: key, service_code: citizens.reference.categories[0]!.code, ...somewhere };
		const twice = await Promise.all(
			[1, 2].map(() => api.ask('json', 'requests', form, { 'idempotency-key': 'one' }))
		);
		const [first, second] = twice.map(
			(answer) => answer.read<{ service_request_id: string }[]>(Posted, '')[0]!.service_request_id
		);
		expect(second).toBe(first);
		const other = await api.ask('json', 'requests', form);
		expect(other.read<{ service_request_id: string }[]>(Posted, '')[0]!.service_request_id).not.toBe(first);
	});

	test('leaves no key in the ledger, and keeps odd characters readable in XML', async ({
		api,
		citizens,
		key
	}) => {
		const form = {
			api_key: key,
			service_code: citizens.reference.categories[0]!.code,
			...somewhere,
			description: 'a\u0001\0b'
		};
		const posted = await api.ask('json', 'requests', form);
		const id = posted.read<{ service_request_id: string }[]>(Posted, '')[0]!.service_request_id;
		await citizens.readAll();
		const row = (await citizens.ledger()).find(({ number }) => number === id);
		expect(row).toMatchObject({ state: 'read', text: 'a\u0001\u2400b' });
		expect(row!.raw).not.toContain(key);
		const own = await api.ask('xml', `requests/${id}?api_key=${key}`);
		expect(own.read<Request[]>(Type.Array(ServiceRequest), 'service_requests')[0]!.description).toBe(
			'a\ufffd\u2400b'
		);
	});

	test('beyond the body limit is refused in the format asked for', async ({ api }) => {
		await api.faults(api.ask('xml', 'requests', `description=${'x'.repeat(300 * 1024)}`), 413);
	});
});

test('an address without a format is not found', async ({ citizens: { app } }) => {
	for (const url of [
		'services',
		'requests',
		'services/x',
		'requests/2600000018',
		'discovery',
		'nothing.json',
		''
	])
		expect((await app.inject(`/open311/v2/${url}`)).statusCode).toBe(404);
	const answer = await app.inject('/open311/v2/services');
	expect(answer.headers['content-type']).toBe(contentType.xml);
	expect(answer.body).toContain('<errors><error><code>404</code>');
});
