import type { Submission } from '#contracts/submission.ts';

/** A waiting SMS, with what the test cares about put over it. */
export const row = (over: Partial<Submission> = {}): Submission => ({
	number: '2600000010',
	channel: 'sms',
	account: 'sms-twilio',
	state: 'waiting',
	receivedAt: '2026-11-24T09:00:00.000Z',
	sender: '+919815012345',
	senderName: null,
	subject: null,
	excerpt: 'ਪਾਣੀ ਨਹੀਂ ਆ ਰਿਹਾ',
	language: 'pa',
	district: null,
	category: null,
	attachments: 0,
	flags: [],
	claimedBy: null,
	claimedByName: null,
	claimedUntil: null,
	grievance: null,
	...over
});
