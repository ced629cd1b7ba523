import { afterAll, beforeEach, expect } from 'vitest';
import type { ErasePlan } from '#contracts/erase.ts';
import type { Found } from '#contracts/search.ts';
import type { SubmissionDetail } from '#contracts/submission.ts';
import { readConfig } from '#gateway/config.ts';
import { transcribeRecording } from '#gateway/call/transcribe.ts';
import { act } from '../../support/desk.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';
import { transcriber } from '../../support/transcriber.ts';

const machine = await transcriber('a-key');
const transcription = {
	baseUrl: machine.baseUrl,
	model: 'listener-1',
	key: 'a-key',
	timeout_ms: 10_000,
	languages: ['pa' as const]
};
const test = gatewayTest({ lab: 'whole', config: { transcription } });
afterAll(() => machine.close());
beforeEach(() => void (machine.heard.length = machine.first.length = 0));

let callers = 0;
/** Somebody speaks their grievance; gives the number that they got. */
async function leaveMessage(gateway: TestGateway, language: 'pa' | 'hi' = 'pa') {
	const from = `+9198765${70_000 + callers++}`;
	const via = 'ivr-twilio';
	const keys = [
		language === 'pa' ? 'press 1' : 'press 2',
		'press 1',
		'press 1',
		'press 01',
		'record 2',
		'hang up'
	];
	await gateway.lab!.telephone.scriptedCall({ via, from }, keys as ['press 1']);
	const { id, number } = await until(
		async () =>
			(
				await gateway.query<{ id: string; number: string }>(
					`select r.id::text, s.number from recording r join attachment a on a.id = r.attachment
						join submission s on s.id = a.submission
						where r.state = 'stored' and s.sender = $1`,
					from
				)
			)[0]
	);
	return { id, number };
}
const written = (gateway: TestGateway, id: string) =>
	until(
		async () =>
			(
				await gateway.query<{ transcript: string }>(
					'select transcript from recording where id = $1 and transcript is not null',
					id
				)
			)[0]?.transcript
	);
const detailOf = async (gateway: TestGateway, number: string) =>
	(
		await gateway.call<SubmissionDetail>('GET', `/api/submissions/${number}`, {
			cookie: await gateway.signIn('agent')
		})
	).json;
const search = async (gateway: TestGateway, q: string) =>
	(
		await gateway.call<{ rows: Found[] }>('GET', `/api/search?q=${encodeURIComponent(q)}`, {
			cookie: await gateway.signIn('supervisor')
		})
	).json.rows.map(({ row }) => row.number);

test('a recording is written down once the machine can, found by its words, and erased with them', async ({
	gateway
}) => {
	machine.first.push({ status: 429, headers: { 'retry-after': '1' }, body: '{}' });
	machine.says = 'ਟਿਊਬਵੈੱਲ ਦਾ ਟਰਾਂਸਫਾਰਮਰ ਸੜ ਗਿਆ ਹੈ';
	const { id, number } = await leaveMessage(gateway);
	expect(await written(gateway, id)).toBe(machine.says);
	expect(machine.heard).toHaveLength(2);
	expect(machine.heard[1]).toMatchObject({ model: 'listener-1', language: 'pa', name: 'recording.wav' });
	const { attachments, submission } = await detailOf(gateway, number);
	expect(attachments).toMatchObject([
		{ transcript: { text: machine.says, language: 'pa', model: 'listener-1' } }
	]);
	// It decides nothing.
	expect(submission).toMatchObject({ state: 'waiting', category: null, excerpt: '' });
	expect(await search(gateway, 'ਟਰਾਂਸਫਾਰਮਰ')).toEqual([number]);
	// Once is enough.
	await transcribeRecording(gateway.services, id);
	expect(machine.heard).toHaveLength(2);

	const cookie = await gateway.signIn('admin');
	const plan = await gateway.call<ErasePlan>('GET', `/api/submissions/${number}/erase`, { cookie });
	const erased = await act(gateway, 'admin', number, 'erase', {
		reason: 'citizen_request',
		note: 'Letter 12 of 3 May',
		token: plan.json.token,
		force: 'The court asks for it'
	});
	expect(erased.status).toBe(200);
	expect(
		await gateway.query(
			'select transcript, transcript_language, transcript_model from recording where id = $1',
			id
		)
	).toEqual([{ transcript: null, transcript_language: null, transcript_model: null }]);
	expect(await search(gateway, 'ਟਰਾਂਸਫਾਰਮਰ')).toEqual([]);
});

test('what the machine will never take lies apart, and can be tried again', async ({ gateway }) => {
	machine.first.push({ status: 400, body: '{"error":{"message":"could not decode"}}' });
	machine.says = 'ਦੂਜੀ ਵਾਰ';
	const { id } = await leaveMessage(gateway);
	const cookie = await gateway.signIn('supervisor');
	const dead = () =>
		gateway.call<{ deadJobs: { id: string; queue: string; error: string }[] }>('GET', '/api/parked', {
			cookie
		});
	const job = await until(async () => (await dead()).json.deadJobs[0]);
	expect(job).toMatchObject({ queue: 'transcribe', error: expect.stringContaining('could not decode') });
	expect(machine.heard).toHaveLength(1);
	expect((await gateway.call('POST', `/api/jobs/${job.id}/retry`, { cookie })).status).toBe(200);
	expect(await written(gateway, id)).toBe('ਦੂਜੀ ਵਾਰ');
	expect((await dead()).json.deadJobs).toEqual([]);
});

test('other languages, long ones and silent ones are for people alone', async ({ gateway }) => {
	const hindi = await leaveMessage(gateway, 'hi');
	await transcribeRecording(gateway.services, hindi.id);
	expect(machine.heard).toEqual([]);
	const { id } = await leaveMessage(gateway);
	await written(gateway, id);
	machine.heard.length = 0;
	const again = `update recording set transcript = null, transcript_language = null, transcript_model = null,
		transcribed_at = null, duration_s = $2, size = $3 where id = $1`;
	for (const [duration_s, size] of [
		[1801, 1000],
		[0.5, 1000],
		[60, 25 * 1024 * 1024 + 1]
	]) {
		await gateway.query(again, id, duration_s, size);
		await transcribeRecording(gateway.services, id);
	}
	expect(machine.heard).toEqual([]);
	// One whose submission is still to be read comes again.
	await gateway.query(
		`update recording set attachment = null, duration_s = 60, size = 1000 where id = $1`,
		id
	);
	await expect(transcribeRecording(gateway.services, id)).rejects.toThrow('not read yet');
});

test('half a configuration is named', () => {
	const url = { SUNWAI_TRANSCRIPTION_URL: 'http://127.0.0.1:8000/v1' };
	expect(readConfig({}).transcription).toBeUndefined();
	expect(() => readConfig(url)).toThrow('SUNWAI_TRANSCRIPTION_URL and _MODEL belong together');
	expect(() => readConfig({ SUNWAI_TRANSCRIPTION_KEY: 'k' })).toThrow('belong together');
	const whole = { ...url, SUNWAI_TRANSCRIPTION_MODEL: 'm', SUNWAI_TRANSCRIPTION_LANGUAGES: 'hi,pa' };
	expect(readConfig(whole).transcription).toMatchObject({ model: 'm', languages: ['pa', 'hi'] });
	expect(() => readConfig({ ...whole, SUNWAI_TRANSCRIPTION_LANGUAGES: 'fr' })).toThrow('LANGUAGES');
});
