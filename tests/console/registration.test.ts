import { expect, test } from 'vitest';
import type { Citizen, SubmissionDetail } from '#contracts/submission.ts';
import { blank, check, prefill, toInput } from '#lib/registration.ts';
import { row } from './row.ts';

const citizen: Citizen = { id: 'c1', name: 'ਹਰਪ੍ਰੀਤ ਕੌਰ', phone: '+919815012345', email: null, language: 'hi' };
const detail = (over: Partial<SubmissionDetail> = {}): SubmissionDetail => ({
	submission: row(),
	text: 'ਤਿੰਨ ਦਿਨਾਂ ਤੋਂ ਪਾਣੀ ਨਹੀਂ ਆ ਰਿਹਾ',
	html: false,
	recipient: null,
	sentAt: null,
	automatic: null,
	matter: {},
	attachments: [],
	events: [],
	notices: [],
	related: [],
	citizens: [],
	grievance: null,
	...over
});
const complete = { ...blank('pa'), category: 'water', district: '27', summary: 'ਪਾਣੀ ਨਹੀਂ', name: 'ਹਰਪ੍ਰੀਤ' };

test('a telephone number that wrote is the phone, a mail address the e-mail', () => {
	expect(prefill(detail(), 'pa')).toMatchObject({ phone: '+919815012345', email: '' });
	const mail = detail({ submission: row({ channel: 'email', sender: 'a@example.com' }) });
	expect(prefill(mail, 'pa')).toMatchObject({ phone: '', email: 'a@example.com' });
});

test('the one citizen of an address is taken, of several none', () => {
	expect(prefill(detail({ citizens: [citizen] }), 'pa')).toMatchObject({
		citizen: 'c1',
		name: citizen.name,
		language: 'hi'
	});
	expect(prefill(detail({ citizens: [citizen, { ...citizen, id: 'c2' }] }), 'pa').citizen).toBe('');
});

test('what the sender chose of place and matter fills the form', () => {
	const matter = { category: 'water', district: '27', tehsil: '1', address: 'ਪਿੰਡ' };
	expect(prefill(detail({ matter }), 'pa')).toMatchObject({
		category: 'water',
		district: '27',
		tehsil: '1',
		place: 'ਪਿੰਡ'
	});
});

test('a summary never grows past its limit', () => {
	expect(prefill(detail({ text: 'ਪ'.repeat(9000) }), 'pa').summary).toHaveLength(4000);
});

test('empty fields are left out of what is sent', () => {
	expect(toInput({ ...complete, name: '  ਹਰਪ੍ਰੀਤ ' })).toEqual({
		category: 'water',
		district: '27',
		tehsil: undefined,
		place: undefined,
		landmark: undefined,
		relief: undefined,
		contactTime: undefined,
		earlier: undefined,
		sensitive: undefined,
		aggrieved: undefined,
		files: undefined,
		summary: 'ਪਾਣੀ ਨਹੀਂ',
		citizen: { id: undefined, name: 'ਹਰਪ੍ਰੀਤ', phone: undefined, email: undefined, language: 'pa' }
	});
});

test('each needed field that is empty is named, and nothing when all are there', () => {
	expect(check(blank('pa')).map(({ field }) => field)).toEqual([
		'category',
		'district',
		'summary',
		'citizen.name'
	]);
	expect(check(complete)).toEqual([]);
	expect(check({ ...complete, summary: 'ab' })).toEqual([{ field: 'summary', code: 'too_short' }]);
});

test('somebody else is named only where the citizen speaks for them', () => {
	const named = { ...complete, aggrievedName: 'ਬਲਵੰਤ ਕੌਰ', told: 'both' as const };
	expect(toInput(named).aggrieved).toBe(undefined);
	expect(toInput({ ...named, forOther: true }).aggrieved).toMatchObject({ name: 'ਬਲਵੰਤ ਕੌਰ', told: 'both' });
	expect(check({ ...complete, forOther: true, told: 'both' })).toEqual([
		{ field: 'aggrieved.name', code: 'required' },
		{ field: 'aggrieved.phone', code: 'required' }
	]);
});
