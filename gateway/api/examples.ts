const request = {
	service_request_id: '2600012345',
	status: 'open',
	status_notes: 'In progress',
	service_name: 'Street light not working',
	service_code: 'street-light',
	agency_responsible: 'Department of Local Government',
	service_notice: 'With the first office',
	requested_datetime: '2026-11-20T04:30:00.000Z',
	updated_datetime: '2026-11-22T09:15:00.000Z',
	expected_datetime: '2026-12-11T11:30:00.000Z',
	address: 'Ludhiana East, Ludhiana'
};
const list = (example: object) => ({ type: 'array', items: { type: 'object' }, example: [example] });
const json = (schema: object) => ({ 'application/json': { schema } });
const query = (name: string, description: string, example?: string) => ({
	...{ name, in: 'query', required: false, description, schema: { type: 'string' } },
	...(example ? { example } : {})
});
const locale = query('locale', '`en`, `hi` or `pa`: the language of names and notes', 'pa');
const apiKey = query('api_key', 'Shows to the key that handed a request in its words and place as well');
const fault = (description: string) => ({
	description,
	content: json(list({ code: '400', description: 'service_code was not found' }))
});
const faults = { 400: fault('What is wrong, each fault by itself'), 404: fault('Nothing is known by this') };

const form = {
	type: 'object',
	required: ['api_key', 'service_code'],
	properties: Object.fromEntries(
		[
			...[
				'api_key',
				'service_code',
				'description',
				'lat',
				'long',
				'address_string',
				'first_name',
				'last_name'
			],
			...['phone', 'email', 'attribute[district]', 'attribute[tehsil]']
		].map((name) => [name, { type: 'string' }])
	),
	example: {
		api_key: 'sunwai-demo-open311',
		service_code: 'street-light',
		description: 'The street light in front of the school is out.',
		address_string: 'Model Town, Ludhiana',
		phone: '+919876543210'
	}
};

/** An operation in the words of OpenAPI, as far as it is written by hand. */
export interface Operation {
	summary: string;
	[more: string]: unknown;
}

/** Addresses for programs that have no contract of ours: their shapes are Open311's. In XML by the ending `.xml`. */
export const open311: Record<string, Operation> = {
	'GET /open311/v2/discovery.json': {
		summary: 'Where this server is and what it speaks',
		responses: { 200: { description: 'Service discovery', content: json({ type: 'object' }) } }
	},
	'GET /open311/v2/services.json': {
		summary: 'Kinds of grievances that may be handed in',
		parameters: [locale],
		responses: {
			200: {
				description: 'Services',
				content: json(
					list({
						service_code: 'street-light',
						service_name: 'Street light not working',
						metadata: true,
						type: 'realtime',
						keywords: 'light,lamp,pole',
						group: 'Department of Local Government'
					})
				)
			},
			...faults
		}
	},
	'GET /open311/v2/services/{id}': {
		summary: 'What may be said of a request; `id` is a service code with `.json` or `.xml`',
		responses: { 200: { description: 'Definition', content: json({ type: 'object' }) }, ...faults }
	},
	'POST /open311/v2/requests.json': {
		summary: 'Hand in a grievance',
		description:
			'Answered once it is kept. The same header `Idempotency-Key` twice is one request. A location is needed: ' +
			'`lat` and `long`, or `address_string`.',
		requestBody: { required: true, content: { 'application/x-www-form-urlencoded': { schema: form } } },
		responses: {
			200: {
				description: 'Its number',
				content: json(
					list({
						service_request_id: '2600012345',
						service_notice: 'A person reads every request; ask for its state with this id.'
					})
				)
			},
			...faults,
			403: fault('The key is not valid'),
			413: fault('Larger than 256 KB')
		}
	},
	'GET /open311/v2/requests.json': {
		summary: 'Where grievances of a span of time stand',
		parameters: [
			query('service_request_id', 'These numbers, by commas; all else is then left aside', '2600012345'),
			query('service_code', 'Services, by commas', 'street-light'),
			query('status', '`open` or `closed`', 'open'),
			query('start_date', 'W3C date and time', '2026-11-01T00:00:00+05:30'),
			query('end_date', 'Ninety days after it at most', '2026-11-30T00:00:00+05:30'),
			query('page', 'From 1'),
			query('page_size', '1,000 at most'),
			locale,
			apiKey
		],
		responses: { 200: { description: 'Requests, newest first', content: json(list(request)) }, ...faults }
	},
	'GET /open311/v2/requests/{id}': {
		summary: 'Where a grievance stands; `id` is its number with `.json` or `.xml`',
		parameters: [
			{ name: 'id', in: 'path', required: true, schema: { type: 'string' }, example: '2600012345.json' },
			locale,
			apiKey
		],
		responses: { 200: { description: 'The request', content: json(list(request)) }, ...faults }
	},
	'GET /open311/v2/tokens/{id}': {
		summary: 'The number of a token; every number is its own token',
		responses: {
			200: {
				description: 'The number',
				content: json(list({ service_request_id: '2600012345', token: '2600012345' }))
			},
			...faults
		}
	}
};

const message = {
	id: '0199f7a2-4a4e-4c1f-9d8e-3f1f7a2b9c55',
	type: 'grievance:assigned',
	number: '2600012345',
	sequence: 5,
	time: '2026-11-20T05:12:44.120Z',
	data: {
		channel: 'sms',
		receivedAt: '2026-11-20T04:30:00.000Z',
		state: 'registered',
		category: 'street-light',
		department: '411',
		district: '36',
		tehsil: null,
		grievance: '2600012345',
		case: { state: 'assigned', track: 'district', level: 1, dueAt: '2026-12-11T11:30:00.000Z', late: false }
	}
};
const header = (name: string, description: string, example: string) => ({
	...{ name, in: 'header', required: true, description, schema: { type: 'string' }, example }
});

/** What other systems are told, when an administrator made a subscription. */
export const webhooks = {
	event: {
		post: {
			operationId: 'receiveEvent',
			tags: ['told to other systems'],
			summary: 'Something happened to a submission or a case',
			description:
				'By the convention of [Standard Webhooks](https://www.standardwebhooks.com): the signature is the HMAC-SHA256 ' +
				'over `webhook-id.webhook-timestamp.body` in Base64, behind `v1,`; while a secret is being exchanged there are ' +
				'two, with a space between. Refuse what is not signed or older than five minutes. A message comes at least ' +
				'once: `id` is the same each time, and so is the body but for what stands under `contact`. The messages of a ' +
				'number come by their `sequence`, which has gaps where a type is not subscribed. Answer with 2xx within ten ' +
				'seconds; on anything else it comes again for three days. 410 pauses the subscription.',
			parameters: [
				header('webhook-id', 'The id of the message', message.id),
				header('webhook-timestamp', 'Seconds since 1970, of this try', '1795151564'),
				header('webhook-signature', 'One for each secret', 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=')
			],
			requestBody: {
				required: true,
				content: {
					'application/json': {
						schema: {
							type: 'object',
							required: ['id', 'type', 'number', 'sequence', 'time', 'data'],
							properties: {
								id: { type: 'string', format: 'uuid' },
								type: { type: 'string', description: 'Past tense; `webhook:tried` is about nothing' },
								number: { type: ['string', 'null'] },
								sequence: { type: ['integer', 'null'] },
								time: { type: 'string', format: 'date-time' },
								data: {
									type: ['object', 'null'],
									description:
										'The matter as it stood when the event was kept. `contact` (name, telephones, mail addresses) is ' +
										'there only for subscriptions that must know citizens.'
								}
							}
						},
						example: message
					}
				}
			},
			responses: { 204: { description: 'Taken' }, 410: { description: 'Tell me no more' } }
		}
	}
};
