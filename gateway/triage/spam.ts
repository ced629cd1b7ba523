import { ruleDays, type RuleKind, type SpamInput } from '#contracts/triage.ts';
import { audit, record } from '#db/event.ts';
import { endRule, saveRule } from '#db/sender-rule.ts';
import type { Db } from '#db/sql.ts';
import { decideSubmission } from '#db/triage.ts';
import type { Actor } from '../access/actor.ts';
import { cleanText } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { hold } from './hold.ts';

const government = /(^|\.)(gov|nic)\.in$/;
/** Domains under which anybody has an address: a rule on one would shut out half the state. */
const anybodys = new Set(
	`gmail.com googlemail.com yahoo.com yahoo.co.in yahoo.in ymail.com rocketmail.com rediffmail.com rediff.com
	outlook.com hotmail.com live.com live.in msn.com icloud.com me.com mac.com aol.com gmx.com mail.com zoho.com
	zohomail.in proton.me protonmail.com tutanota.com yandex.com`.split(/\s+/)
);

const bad = (code: string, message: string) => new Refusal(code, 400, message, { field: 'rule' });

/** What a rule of this kind would match of the sender. Refuses where there may be none. */
export function ruleValue(kind: RuleKind, sender: string | null, days: number): string {
	if (days > ruleDays[kind])
		throw bad('too_long', `A rule of this kind holds at most ${ruleDays[kind]} days.`);
	const address = sender?.toLowerCase() ?? '';
	if (kind === 'phone') {
		if (!/^\+\d{5,15}$/.test(address)) throw bad('no_sender', 'It did not come from a telephone number.');
		return address;
	}
	const domain = /^[^@\s]+@([^@\s]+)$/.exec(address)?.[1];
	if (!domain) throw bad('no_sender', 'It did not come from a mail address.');
	if (government.test(domain)) throw bad('government', 'What a government office writes is always read.');
	if (kind === 'domain' && anybodys.has(domain))
		throw bad('public_domain', 'Anybody may have an address there.');
	return kind === 'domain' ? domain : address;
}

/** Makes the sender's rule, on the given transaction; gives its id. */
async function makeRule(
	db: Db,
	actor: Actor,
	{ number, sender }: { number: string; sender: string | null },
	{ note, rule }: { note: string | null; rule: NonNullable<SpamInput['rule']> }
) {
	const value = ruleValue(rule.kind, sender, rule.days);
	const { id } = await saveRule(db, { ...rule, value, note, number, by: actor });
	await audit(db, actor, 'sender_rule:made', id, { ...rule, value, number });
	return Number(id);
}

/** Dismisses the submission that the agent holds as spam; with a rule, what the sender sends later goes the same way. */
export const spam = (
	{ transaction }: Services,
	actor: Actor,
	number: string,
	{ note: raw, rule }: SpamInput
) =>
	transaction(async (db) => {
		const held = await hold(db, actor, number);
		const note = raw?.trim() ? cleanText(raw.trim()) : null;
		const made = rule ? await makeRule(db, actor, held, { note, rule }) : null;
		await record(db, actor, 'submission:dismissed', number, {
			reason: 'spam',
			...(note ? { note } : {}),
			...(made ? { made } : {})
		});
		return (await decideSubmission(db, number, { state: 'dismissed', by: actor.id, reason: 'spam' }))!;
	});

/** Ends a rule: from now on the sender's submissions wait like all others. */
export const endSenderRule = ({ transaction }: Services, actor: Actor, id: string) =>
	transaction(async (db) => {
		const rule = await endRule(db, id, actor);
		if (!rule) throw new Refusal('not_found', 404, 'This rule has ended already.');
		await audit(db, actor, 'sender_rule:ended', id, { kind: rule.kind, value: rule.value });
		return rule;
	});
