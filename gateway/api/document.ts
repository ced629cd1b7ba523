import { open311, webhooks, type Operation } from './examples.ts';
import type { Said } from './words.ts';

/** What of an OpenAPI document is changed here. */
export interface Document {
	paths?: Record<string, Record<string, Operation>>;
	components?: Record<string, unknown>;
	[more: string]: unknown;
}

const refusal = {
	type: 'object',
	required: ['code', 'message'],
	properties: {
		code: { type: 'string', description: 'Names what was wrong' },
		message: { type: 'string', description: 'What to do' },
		field: { type: 'string' },
		faults: {
			type: 'array',
			items: { type: 'object', properties: { field: { type: 'string' }, code: { type: 'string' } } }
		},
		wait_seconds: { type: 'integer', description: 'The same may be asked again after this long' }
	}
};
const meanings: Record<string, [description: string, code: string, message: string]> = {
	400: ['Something in the request needs attention', 'invalid', 'Some fields need attention.'],
	401: ['Nobody is signed in', 'unauthorized', 'Please sign in.'],
	403: ['The role may not do this', 'forbidden', 'Your role may not do this.'],
	404: ['There is none, or none that this person sees', 'not_found', 'There is no such submission.'],
	409: ['Somebody or something else was first', 'claimed', 'Somebody else holds it.'],
	413: ['Too large', 'too_large', 'At most 10 MB.'],
	429: ['Too many requests', 'too_many', 'Too many requests, again in 12 s.'],
	500: ['A fault of ours, with its id', 'fault', 'Something went wrong here. Fault req-1.']
};
const answers = Object.fromEntries(
	Object.entries(meanings).map(([status, [description, code, message]]) => [
		`refused${status}`,
		{
			description,
			content: {
				'application/json': { schema: { $ref: '#/components/schemas/Refusal' }, example: { code, message } }
			}
		}
	])
);
const refused = (status: string) => ({ $ref: `#/components/responses/refused${status}` });
/** Any endpoint may answer so. */
const always = ['401', '403', '429', '500'];

/** Answers with the refusals that are the same everywhere said once. */
function answersOf(responses: Record<string, { description?: string }>): object {
	const own = Object.entries(responses).map(([status, answer]) => {
		if (status in meanings) return [status, refused(status)];
		return [status, { ...answer, description: status === '200' ? 'Done' : (answer.description ?? '') }];
	});
	return {
		...Object.fromEntries(own),
		...Object.fromEntries(always.map((status) => [status, refused(status)]))
	};
}

/** Addresses that answer with a file and so have no contract. */
const files: Record<string, string> = {
	'GET /api/drafts/{subject}/files/{id}': 'Read a file of a draft',
	'GET /api/submissions/{number}/html': 'Read a mail as a page, made harmless',
	'GET /api/attachments/{id}': 'Read an attachment',
	'GET /api/parked/{id}/raw': 'Read the bytes of a parked delivery',
	'GET /api/nuisance/recordings/{id}': 'Hear a nuisance call',
	'GET /api/exports/{id}/file': 'Fetch an ordered file'
};

/** What an address without words says of itself: `Read exports file`. */
const addressed = (method: string, path: string) =>
	[
		method === 'GET' ? 'Read' : 'Change',
		...path
			.split('/')
			.slice(2)
			.filter((part) => !part.startsWith('{'))
	].join(' ');

const tagOf = (path: string) => path.split('/')[2] ?? 'api';

/** An operation of our own, in the words of its contract. */
function described(path: string, method: string, operation: Operation, said: Said | undefined): Operation {
	const responses = answersOf(operation['responses'] as Record<string, { description?: string }>);
	const summary = said?.summary ?? files[`${method} ${path}`] ?? addressed(method, path);
	return {
		...operation,
		// By its address: two contracts may have the same name for what they do.
		operationId: `${method.toLowerCase()}${path.replace(/[^a-zA-Z]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
		tags: [tagOf(path)],
		summary,
		...(said?.description ? { description: said.description } : {}),
		security: [{ session: [] }],
		responses
	};
}

/** Completes what the routes tell of themselves: words, refusals, examples, and what others are told. */
export function complete(document: Document, words: Map<string, Said>, origin: string): Document {
	const paths: Record<string, Record<string, Operation>> = {};
	for (const [path, operations] of Object.entries(document.paths ?? {}))
		for (const [method, operation] of Object.entries(operations)) {
			const key = `${method.toUpperCase()} ${path}`;
			const byHand = open311[key];
			const own = path.startsWith('/api/');
			if (!own && !byHand) continue;
			const whole = own
				? described(path, method.toUpperCase(), operation, words.get(key))
				: {
						...operation,
						...byHand,
						tags: ['open311'],
						operationId: `open311${path.replaceAll(/\W+/g, '_')}_${method}`
					};
			paths[path] = { ...paths[path], [method]: whole };
		}
	return {
		...document,
		servers: [{ url: origin }],
		paths,
		webhooks,
		components: {
			schemas: { Refusal: refusal },
			responses: answers,
			securitySchemes: {
				session: {
					type: 'apiKey',
					in: 'cookie',
					name: '__Secure-better-auth.session_token',
					description: 'Of a person who signed in'
				}
			}
		}
	};
}
