import { Validator } from '@seriousme/openapi-schema-validator';
import { expect } from 'vitest';
import { makeApiKey, revokeApiKey } from '#db/api-key.ts';
import { pathOf } from '#gateway/api/words.ts';
import { gatewayTest, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest({ lab: 'whole' });

interface Operation {
	operationId: string;
	summary: string;
	tags: string[];
	responses: Record<string, { $ref?: string; content?: Record<string, { schema: { example?: unknown } }> }>;
	requestBody?: { content: Record<string, { schema: { example?: unknown }; example?: unknown }> };
}
interface Document {
	openapi: string;
	paths: Record<string, Record<string, Operation>>;
	webhooks: Record<string, { post: Operation }>;
}
const read = async (gateway: TestGateway) =>
	gateway.call<Document>('GET', '/api/openapi.json', { cookie: await gateway.signIn('viewer') });
const operationsOf = ({ paths }: Document) =>
	Object.entries(paths).flatMap(([path, operations]) =>
		Object.entries(operations).map(([method, operation]) => ({
			key: `${method.toUpperCase()} ${path}`,
			operation
		}))
	);

test('the document is valid OpenAPI', async ({ gateway }) => {
	const { status, json } = await read(gateway);
	expect(status).toBe(200);
	const { valid, errors } = await new Validator().validate(structuredClone(json) as never);
	expect(errors).toBeUndefined();
	expect(valid).toBe(true);
	expect(json.openapi).toBe('3.1.0');
});

test('it names every guarded address, each with words, a tag and what it refuses by', async ({ gateway }) => {
	const operations = operationsOf((await read(gateway)).json);
	const named = new Set(operations.map(({ key }) => key));
	const guarded = gateway.doors
		.filter(({ permission, url }) => permission && url !== '/api/openapi.json')
		.map(({ method, url }) => `${method} ${pathOf(url)}`);
	expect(guarded.filter((key) => !named.has(key))).toEqual([]);
	const ids = operations.map(({ operation }) => operation.operationId);
	expect(new Set(ids).size).toBe(ids.length);
	for (const { key, operation } of operations) {
		expect(operation.summary.length, key).toBeGreaterThan(5);
		expect(operation.tags, key).toHaveLength(1);
		if (!key.includes('/open311/'))
			expect(Object.keys(operation.responses), key).toEqual(
				expect.arrayContaining(['401', '403', '429', '500'])
			);
	}
});

test('what programs use has examples, and an answer of Open311 is as its example says', async ({
	gateway
}) => {
	const { json } = await read(gateway);
	const get = json.paths['/open311/v2/requests/{id}']!['get']!;
	const [example] = get.responses['200']!.content!['application/json']!.schema.example as object[];
	const { 'application/x-www-form-urlencoded': form } =
		json.paths['/open311/v2/requests.json']!['post']!.requestBody!.content;
	const fields = form!.schema.example as Record<string, string>;
	const handed = await fetch(`${gateway.origin}/open311/v2/requests.json`, {
		method: 'POST',
		body: new URLSearchParams(fields)
	});
	expect(handed.status).toBe(200);
	const [{ service_request_id: number }] = (await handed.json()) as [{ service_request_id: string }];
	await gateway.allRead();
	const { json: answer } = await gateway.call<object[]>('GET', `/open311/v2/requests/${number}.json`);
	const known = Object.keys(example!);
	expect(Object.keys(answer[0]!).filter((field) => !known.includes(field))).toEqual([]);
	const event = json.webhooks['event']!.post.requestBody!.content['application/json']!.example;
	expect(event).toMatchObject({ type: 'grievance:assigned', sequence: 5 });
});

test('people who signed in and programs with a good key may read it, nobody else', async ({ gateway }) => {
	const { id, key } = await makeApiKey(gateway.services.pool, 'reader', ['cti']);
	const by = (authorization: string) =>
		gateway.call('GET', '/api/openapi.json', { headers: { authorization } });
	expect((await by(`Bearer ${key}`)).status).toBe(200);
	await revokeApiKey(gateway.services.pool, id);
	expect((await by(`Bearer ${key}`)).status).toBe(401);
	for (const path of ['/api/openapi.json', '/api-docs/']) {
		expect((await gateway.call('GET', path)).status, path).toBe(401);
		const page = await gateway.call('GET', path, { cookie: await gateway.signIn('agent') });
		expect(page.status, path).toBe(200);
	}
	const { text, headers } = await gateway.call('GET', '/api-docs/', {
		cookie: await gateway.signIn('agent')
	});
	expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
	expect(headers.get('content-security-policy')).toContain("script-src 'self';");
});
