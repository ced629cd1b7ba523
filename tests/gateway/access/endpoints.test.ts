import { expect } from 'vitest';
import * as agents from '#contracts/agents.ts';
import * as bulk from '#contracts/bulk.ts';
import * as campaign from '#contracts/campaign.ts';
import * as account from '#contracts/account.ts';
import { noLimit } from '#contracts/access.ts';
import { readCallReport } from '#contracts/call-report.ts';
import { readCallWall } from '#contracts/call-wall.ts';
import * as callback from '#contracts/callback.ts';
import * as canned from '#contracts/canned.ts';
import * as cases from '#contracts/case-desk.ts';
import * as category from '#contracts/category.ts';
import * as dashboard from '#contracts/dashboard.ts';
import * as hours from '#contracts/hours.ts';
import * as scripts from '#contracts/script-desk.ts';
import * as office from '#contracts/office.ts';
import * as desk from '#contracts/desk.ts';
import * as parked from '#contracts/parked.ts';
import * as wall from '#contracts/wall.ts';
import * as alert from '#contracts/alert.ts';
import * as assign from '#contracts/assign.ts';
import * as draft from '#contracts/draft.ts';
import * as draftFile from '#contracts/draft-file.ts';
import * as presence from '#contracts/presence.ts';
import * as keys from '#contracts/keys.ts';
import * as labContract from '#contracts/lab.ts';
import * as labCall from '#contracts/lab-call.ts';
import * as note from '#contracts/note.ts';
import * as people from '#contracts/people.ts';
import * as policy from '#contracts/policy.ts';
import * as post from '#contracts/post.ts';
import * as routing from '#contracts/routing.ts';
import * as pbx from '#contracts/pbx.ts';
import * as softphone from '#contracts/softphone.ts';
import * as supervise from '#contracts/supervise.ts';
import * as telephone from '#contracts/telephone.ts';
import * as views from '#contracts/views.ts';
import * as webhook from '#contracts/webhook.ts';
import { readReference } from '#contracts/place.ts';
import { readSetupSteps } from '#contracts/setup.ts';
import * as audit from '#contracts/audit.ts';
import * as erase from '#contracts/erase.ts';
import * as reveal from '#contracts/reveal.ts';
import * as exported from '#contracts/export.ts';
import * as search from '#contracts/search.ts';
import * as suggest from '#contracts/suggest.ts';
import type { Role } from '#contracts/words.ts';
import { readSeedPolicy } from '#db/supply-case.ts';
import { roles } from '#contracts/words.ts';
import { table } from '#gateway/access/table.ts';
import { supplied } from '#gateway/call/script/supplied.ts';
import { FOREIGN, limitEverybody, OWN, spellingsOf, submitIn } from '../../support/access.ts';
import { gatewayTest, type Person, type TestGateway } from '../../support/gateway.ts';
import * as noticeDesk from '#contracts/notice-desk.ts';
import * as template from '#contracts/template.ts';
import * as triage from '#contracts/triage.ts';

const test = gatewayTest({ lab: 'whole' });

type Endpoint = { method: string; url: string };
const isEndpoint = (value: unknown): value is Endpoint =>
	typeof value === 'object' && value !== null && 'method' in value && 'url' in value;
const declared: unknown[] = [
	...Object.values(desk),
	...Object.values(parked),
	...Object.values(wall),
	...Object.values(labContract),
	...Object.values(labCall),
	...Object.values(suggest),
	...Object.values(assign),
	...Object.values(draft),
	...Object.values(draftFile),
	...Object.values(presence),
	...Object.values(reveal),
	...Object.values(audit),
	...Object.values(erase),
	...Object.values(account),
	...Object.values(keys),
	...Object.values(webhook),
	...Object.values(people),
	...Object.values(search),
	...Object.values(exported),
	...Object.values(views),
	...Object.values(triage),
	...Object.values(note),
	...Object.values(canned),
	...Object.values(template),
	...Object.values(noticeDesk),
	...Object.values(category),
	...Object.values(office),
	...Object.values(cases),
	...Object.values(dashboard),
	...Object.values(policy),
	...Object.values(post),
	...Object.values(routing),
	...Object.values(scripts),
	...Object.values(hours),
	...Object.values(alert),
	...Object.values(agents),
	...Object.values(bulk),
	...Object.values(campaign),
	...Object.values(telephone),
	...Object.values(softphone),
	...Object.values(pbx),
	...Object.values(supervise),
	...Object.values(callback),
	readCallWall,
	readCallReport,
	readReference,
	readSetupSteps
];
const all: Endpoint[] = [
	...declared.filter(isEndpoint).filter(({ url }) => !url.startsWith('/api/auth/')),
	{ method: 'GET', url: '/api/submissions/:number/html' },
	{ method: 'GET', url: '/api/openapi.json' },
	{ method: 'GET', url: '/api/attachments/:id' },
	{ method: 'GET', url: '/api/case-files/:id' },
	{ method: 'GET', url: '/api/drafts/:subject/files/:id' },

	{ method: 'GET', url: '/api/nuisance/recordings/:id' },
	{ method: 'GET', url: '/api/parked/:id/raw' },
	{ method: 'GET', url: '/api/exports/:id/file' }
];
const personOf = (role: Role): Person => (role === 'feedback_agent' ? 'feedback' : role);

const personInput = {
	name: 'x',
	email: 'x@sunwai.example',
	role: 'viewer',
	language: 'pa',
	scope: noLimit
};
const names = { en: 'x', pa: 'x', hi: 'x' };
const categoryInput = { names, department: 'x', group: 'x', keywords: [] };
const officeInput = { names, level: 'state', parent: null, department: null, district: null, tehsil: null };
const place = { category: 'no-such', department: null, district: null, tehsil: null };
const ruleInput = { ...place, target: 'district', office: null, track: 'district' };
const textInput = { shortcut: 'an-example', places: ['note'], texts: { en: 'x', pa: 'x', hi: 'x' } };
const dltIds = { entity: null, header: null, template: null };
const webhookInput = {
	...{ name: 'x', url: 'https://department.example/', types: null },
	...{ districts: null, departments: null, contactReason: null }
};
const tried = {
	...{ hours: 'open', notice: false, remembered: 'none', case: false, withheld: false, full: false },
	standing: 'unknown'
};
const bodies: Record<string, unknown> = {
	'PUT /api/me': { language: 'pa' },
	'POST /api/submissions/:number/assign': { to: null, reason: 'x' },
	'POST /api/submissions/:number/notes': { text: 'x', mentions: [] },
	'POST /api/alerts/read': {},
	'POST /api/submissions/:number/reminders': { text: 'x', at: '2027-06-01T09:00:00Z' },
	'POST /api/reminders/:id/snooze': { at: '2027-06-01T09:00:00Z' },
	'POST /api/categories': { code: 'x', ...categoryInput },
	'PUT /api/categories/:code': categoryInput,
	'POST /api/categories/:code/active': { active: true },
	'POST /api/offices': { code: 'x', ...officeInput },
	'PUT /api/offices/:code': officeInput,
	'POST /api/offices/:code/active': { active: true },
	'POST /api/offices/import': { csv: 'code\nx', dry: true },
	'POST /api/scripts': { from: 999_999 },
	'PUT /api/scripts/:version': { revision: 1, script: supplied },
	'POST /api/scripts/:version/force': { reason: 'x' },
	'POST /api/scripts/:version/try': { input: { do: 'ring' }, facts: tried },
	'PUT /api/hours': { revision: 999_999, week: [[], [], [], [], [], [], []], holidays: [] },
	'PUT /api/hours/notice': { texts: names },
	'POST /api/texts': textInput,
	'PUT /api/texts/:id': textInput,
	'POST /api/texts/:id/active': { active: true },
	'POST /api/texts/preview': textInput.texts,
	'PUT /api/templates/:key/:channel/:language': { subject: null, body: 'x', byDay: true, ids: dltIds },
	'PUT /api/templates/:id/ids': dltIds,
	'POST /api/notices/:id/move': { to: 'email' },
	'POST /api/notices/:id/settle': { reason: 'x' },
	'POST /api/suppressions/:id/lift': { reason: 'x' },
	'PUT /api/drafts/:subject': { body: { summary: 'x' }, after: 0 },
	'POST /api/account/password': { current: 'not the password', next: 'long enough for all' },
	'POST /api/keys': { name: 'x', scopes: ['cti'] },
	'POST /api/webhooks': webhookInput,
	'PUT /api/webhooks/:id': webhookInput,
	'POST /api/webhooks/:id/active': { active: true },
	'POST /api/webhooks/:id/replay': { message: '00000000-0000-4000-8000-000000000000' },
	'POST /api/submissions/:number/link': { grievance: '2600000018' },
	'POST /api/submissions/:number/dismiss': { reason: 'test' },
	'POST /api/submissions/:number/restore': { reason: 'x' },
	'POST /api/submissions/:number/unlink': { reason: 'x' },
	'POST /api/submissions/:number/spam': {},
	'POST /api/submissions/:number/split': {
		key: '00000000-0000-4000-8000-000000000000',
		parts: [{ text: 'Another matter' }]
	},
	'POST /api/submissions/:number/ask': { question: 'place' },
	'POST /api/grievances/:number/merge': { with: '2600000018' },
	'POST /api/grievances/:number/unmerge': { reason: 'x' },
	'POST /api/grievances/:number/sensitive': { sensitive: 'child', reason: 'x' },
	'POST /api/bulk': {
		key: '00000000-0000-4000-8000-000000000001',
		numbers: ['2699999990'],
		act: { verb: 'spam' }
	},
	'POST /api/bulk/assign': {
		key: '00000000-0000-4000-8000-000000000002',
		numbers: ['2699999990'],
		act: { verb: 'assign', to: null, reason: 'x' }
	},
	'POST /api/bulk/:id/undo': { reason: 'x' },
	'POST /api/submissions/:number/join': { grievance: '2600000018' },
	'POST /api/submissions/:number/leave': { reason: 'x' },
	'POST /api/grievances/:number/campaign': { title: 'x' },
	'POST /api/grievances/:number/signatories': { text: 'x', dry: true },
	'POST /api/signatories/:id/remove': { reason: 'x' },
	'POST /api/submissions/:number/register': {
		category: 'x',
		district: 'x',
		summary: 'xxx',
		citizen: { name: 'x', language: 'pa' }
	},
	'POST /api/suggestions': { text: 'x', phone: '9876599999' },
	'POST /api/exports': { source: 'search', filters: { q: 'x' }, format: 'csv', language: 'pa' },
	'POST /api/views': { name: 'x', source: 'search', filters: { q: 'x' } },
	'PUT /api/views/:id': { name: 'x' },
	'POST /api/views/:id/share': { shared: true },
	'POST /api/people': personInput,
	'PUT /api/people/:id': personInput,
	'POST /api/people/:id/active': { active: true },
	'POST /api/people/import': { csv: 'name\nx', dry: true },
	'POST /api/parked/:id/settle': { note: 'x' },
	'POST /api/submissions/:number/reveal': { reason: 'inquiry', note: 'An example' },
	'POST /api/submissions/:number/erase': { reason: 'citizen_request', note: 'An example', token: 'x' },
	'POST /api/parked/:id/reveal': { reason: 'inquiry', note: 'An example' },
	'POST /api/parked/:id/hand': { text: 'xxx' },
	'PUT /api/telephone/extension': { extension: '299' },
	'POST /api/telephone/state': { state: 'offline' },
	'POST /api/calls/:id/wrap-up': { disposition: 'silent' },
	'POST /api/calls/:id/hold': { on: true },
	'POST /api/calls/:id/mute': { on: true },
	'POST /api/calls/:id/transfer': {},
	'POST /api/calls/:id/consult': { person: 'nobody' },
	'POST /api/calls/:id/consult/turn': { to: 'cancel' },
	'POST /api/calls/:id/supervise': { part: 'listen', reason: 'To help' },
	'POST /api/nuisance/blocks': { phone: '+919876599997', reason: 'To try', days: 1 },
	'POST /api/policies': { from: 999_999 },
	'PUT /api/policies/:version': { revision: 1, content: readSeedPolicy() },
	'POST /api/policies/:version/force': { effectiveOn: '2030-01-01', reason: 'A new order' },
	'PUT /api/holidays': { day: '2030-01-01', district: 'no-such', names },
	'POST /api/holidays/remove': { day: '2030-01-01', district: null },
	'PUT /api/offices/:code/posts': { rank: 1, names, active: true },
	'POST /api/posts/:code/holder': { person: null, since: '2030-01-01' },
	'POST /api/routing': ruleInput,
	'PUT /api/routing/:id': ruleInput,
	'POST /api/routing/:id/active': { active: true },
	'POST /api/cases/:number/route': { office: 'no-such', reason: 'It is theirs' },
	'POST /api/cases/:number/transfer': { office: 'no-such', reason: 'It is theirs' },
	'POST /api/cases/:number/interim': { reply: 'It takes longer.', expectedOn: '2030-01-01' },
	'POST /api/cases/:number/resolve': { grade: 'full', reply: 'It was mended.' },
	'POST /api/cases/:number/exclusion': { reason: 'rti', text: 'It asks for papers.' },
	'POST /api/cases/:number/exclusion/decision': { accept: false, text: 'It is one.  ' },
	'POST /api/cases/:number/special': { reason: 'policy', text: 'Not allowed at all.' },
	'POST /api/cases/:number/special/decision': { accept: false, text: 'Do it all the same.' },
	'POST /api/cases/:number/question': { question: 'place', text: 'Which village is it?' },
	'POST /api/cases/:number/answer': { words: 'x', channel: 'phone' },
	'POST /api/cases/:number/information': { text: 'x', channel: 'phone' },
	'POST /api/cases/:number/withdraw': { words: 'x', channel: 'phone', proof: 'in_person' },
	'POST /api/cases/:number/verdict': { verdict: 'satisfied', words: 'x', channel: 'phone' },
	'POST /api/cases/:number/attempts': { mode: 'agent', outcome: 'busy' },
	'POST /api/cases/:number/reopen': { words: 'x', channel: 'phone' },
	'POST /api/cases/:number/review': { decision: 'return', text: 'Go there again.' },
	'POST /api/cases/resolve': { numbers: ['2600000018'], grade: 'full', reply: 'It was mended.' },
	'POST /api/callbacks/:id/close': { outcome: 'reached' },
	'POST /api/callbacks/:id/satisfaction': { outcome: 'no_answer', words: '' },
	'POST /api/lab/sms': { via: 'sms-twilio', from: '+919876599999', text: 'x', faults: [] },
	'POST /api/lab/mail': {
		from: 'a@citizen.example',
		to: 'grievance@sunwai.example',
		subject: 'x',
		text: 'x'
	},
	'POST /api/lab/calls': { via: 'ivr-twilio', from: '+919876599998' },
	'POST /api/lab/calls/:id/act': { hangUp: true },
	'POST /api/lab/calls/:id/sound': { wav: 'x'.repeat(60) },
	'PUT /api/lab/phones/:phone': { does: 'hand', after_s: 0 },
	'PUT /api/lab/exchange/:account/faults': {},
	'POST /api/lab/pbx/calls': { from: '09876599997' },
	'POST /api/lab/pbx/calls/:id/act': { hangUp: true }
};

/** What answers with submissions, one or many, and so is asked for one's own jurisdiction and for a foreign one. */
const aboutSubmissions = /^\/api\/(submissions|attachments|wall|search)/;
const aboutOne = /^\/api\/(submissions\/:number|attachments)/;

const idFor = (url: string, attachment: string) => {
	if (url.startsWith('/api/attachments')) return attachment;
	return /^\/api\/(exports|webhooks)/.test(url) ? '00000000-0000-4000-8000-000000000000' : '999999';
};
const path = (url: string, { number, attachment }: { number: string; attachment: string }) => {
	const filled = url
		.replace(':number', number)
		.replace(':subject', `submission:${number}`)
		.replace(':id', idFor(url, attachment))
		.replace(':key/:channel/:language', 'withdrawn/sms/en')
		.replace(':message', '00000000-0000-4000-8000-000000000000')
		.replace(':way', 'district')
		.replace(':code', 'no-such')
		.replace(':version', '999999')
		.replace(':phone', '%2B919876599999')
		.replace(':line', 'CA0')
		.replace(':address', 'a@citizen.example');
	if (url === '/api/notices') return `${filled}?trouble=failed`;
	if (url === '/api/submissions/:number/texts') return `${filled}?place=note`;
	if (url === '/api/dashboard/cases') return `${filled}?list=open`;
	if (url === '/api/routing/try') return `${filled}?category=x&district=36`;
	if (url === '/api/reports/calls') return `${filled}?by=interval&from=2026-11-27`;
	return url === '/api/submissions/rows' ? `${filled}?numbers=${number}` : filled;
};
const sent = ({ method, url }: Endpoint) =>
	method === 'GET'
		? {}
		: { body: url === '/api/register' ? new FormData() : (bodies[`${method} ${url}`] ?? {}) };

const permissionOf = (gateway: TestGateway, { method, url }: Endpoint) => {
	const door = gateway.doors.find((one) => one.method === method && one.url === url);
	if (!door?.permission) throw new Error(`${method} ${url} asks for no permission`);
	return door.permission;
};

test('what is not there is not there', async ({ gateway }) => {
	expect((await gateway.call('GET', '/api/no-such')).status).toBe(404);
});

test('each role signs in', async ({ gateway }) => {
	for (const role of roles) expect(await gateway.signIn(personOf(role))).toContain('session_token');
});

test.for(all.map((endpoint) => [endpoint.method, endpoint.url] as const))(
	'%s %s answers each role as the table says, in its own jurisdiction and in a foreign one',
	async ([method, url], { gateway }) => {
		await limitEverybody(gateway, { districts: [OWN] });
		const permission = permissionOf(gateway, { method, url });
		const own = await submitIn(gateway, OWN, `${method} ${url}`);
		const foreign = await submitIn(gateway, FOREIGN, `Foreign ${method} ${url}`);
		const ask = async (about: typeof own, role?: Role, headers: Record<string, string> = {}) =>
			gateway.call(method, path(url, about), {
				...sent({ method, url }),
				...(role ? { cookie: await gateway.signIn(personOf(role)) } : {}),
				headers
			});
		expect((await ask(own)).status).toBe(401);
		for (const role of roles) {
			const allowed = table[permission].includes(role);
			const { status, text } = await ask(own, role);
			if (!table.contact.includes(role))
				for (const spelling of spellingsOf(own.sender)) expect(text, role).not.toContain(spelling);
			// Let in: whatever the verb then says of the example, it is not that the person may not.
			if (allowed) expect([401, 403], `${role} ${status}`).not.toContain(status);
			else expect(status, role).toBe(403);
			expect(status, role).toBeLessThan(500);
			if (allowed && aboutOne.test(url)) expect(status, role).not.toBe(404);
			if (!aboutSubmissions.test(url)) continue;
			const abroad = await ask(foreign, role);
			if (!allowed) expect(abroad.status, role).toBe(403);
			else if (aboutOne.test(url)) expect(abroad.status, role).toBe(404);
			expect(abroad.text, role).not.toContain(foreign.number);
		}
		if (method !== 'GET')
			expect((await ask(own, table[permission][0]!, { origin: 'https://evil.example' })).status).toBe(403);
	}
);

test('every endpoint that asks for a permission is tried above', ({ gateway }) => {
	const guarded = gateway.doors
		.filter(({ permission }) => permission)
		.map(({ method, url }) => `${method} ${url}`);
	expect(guarded.sort()).toEqual([...new Set(all.map(({ method, url }) => `${method} ${url}`))].sort());
});

test('a wall that a supervisor reads counts what waits', async ({ gateway }) => {
	const { status, json } = await gateway.call<{ waiting: { channel: string; count: number }[] }>(
		'GET',
		'/api/wall',
		{
			cookie: await gateway.signIn('supervisor')
		}
	);
	expect(status).toBe(200);
	const [{ count }] = (await gateway.query<{ count: number }>(
		`select count(*)::int from submission where state = 'waiting' and channel = 'sms'`
	)) as [{ count: number }];
	expect(json.waiting.find(({ channel }) => channel === 'sms')?.count).toBe(count);
});
