import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { MaybeContact, mentions, PlaceText } from '#contracts/contact.ts';
import { maskText } from '#gateway/access/mask.ts';
import { maskerOf } from '#gateway/access/mask-reply.ts';

test.for([
	['+919812345210', '+91 98xxx xx210'],
	['9812345210', '98xxx xx210'],
	['09812345210', '98xxx xx210'],
	['+447911123456', '+44xxxxx456'],
	['ravi@gmail.com', 'r…@gmail.com'],
	['ਰਵੀ@gmail.com', 'ਰ…@gmail.com'],
	['anonymous', '…'],
	['', '']
])('the address %s is shown as %s', ([text, shown]) => {
	expect(maskText(text!, 'address')).toBe(shown);
});

test.for([
	['rang 98123 45210 at 10:30', 'rang 98xxx xx210 at 10:30'],
	['(+91) 98123-45210, ravi@gmail.com', '(+91 98xxx xx210, r…@gmail.com'],
	['From=%2B919812345210&To=x', 'From=%2B+91 98xxx xx210&To=x'],
	['ਫ਼ੋਨ ੯੮੧੨੩ ੪੫੨੧੦, फ़ोन ९८१२३४५२१०', 'ਫ਼ੋਨ 98xxx xx210, फ़ोन 98xxx xx210'],
	['case 2600000018 of 2026-11-24 17:50:04', 'case 2600000018 of 2026-11-24 17:50:04'],
	['sent on 24 Nov 2026, 14:05', 'sent on 24 Nov 2026, 14:05']
])('in a text of ours, %s becomes %s', ([text, shown]) => {
	expect(maskText(text!, 'within')).toBe(shown);
});

test('an answer is masked by its schema, in lists, unions and records, and stays as it was given', () => {
	const schema = Type.Object({
		rows: Type.Array(
			Type.Union([Type.Object({ sender: MaybeContact }), Type.Object({ other: Type.String() })])
		),
		home: PlaceText,
		detail: Type.Record(Type.String(), Type.Unknown(), mentions)
	});
	const answer = {
		rows: [{ sender: '+919812345210' }, { sender: null }, { other: '+919812345210' }],
		home: '12 Mall Road',
		detail: { deep: [{ rule: '9812345210', count: 3 }] }
	};
	const before = structuredClone(answer);
	const mask = maskerOf(schema)!;
	expect(mask(answer, new Set(['address', 'within', 'place'] as const))).toEqual({
		rows: [{ sender: '+91 98xxx xx210' }, { sender: null }, { other: '+919812345210' }],
		home: '…',
		detail: { deep: [{ rule: '98xxx xx210', count: 3 }] }
	});
	expect(mask(answer, new Set(['place'] as const))).toEqual({ ...before, home: '…' });
	expect(answer).toEqual(before);
	expect(maskerOf(Type.Object({ a: Type.String() }))).toBeNull();
});
