import { Type } from 'typebox';
import { SenderRule } from '#contracts/triage.ts';
import { many, maybeOne, one, sql, type Db } from './sql.ts';

/** A row in the contract's names; what a rule has dismissed is counted as far as a list shows it. */
const row = sql`r.id::text, r.kind, r.value, r.action, r.note, r.number, r.made_by_name as "madeByName", r.made_at as "madeAt",
	r.expires_at as "expiresAt", r.ended_at as "endedAt", r.ended_by_name as "endedByName",
	(select count(*)::int from (select from submission s where s.rule = r.id limit 10000) counted) as dismissed`;

export interface NewRule {
	kind: 'address' | 'domain' | 'phone';
	value: string;
	action: 'dismiss' | 'low';
	days: number;
	note: string | null;
	number: string;
	by: { id: string; name: string };
}

/** Makes the sender's rule, or makes the one there is say this from now on. */
export const saveRule = (db: Db, { kind, value, action, days, note, number, by }: NewRule) =>
	one(
		db,
		Type.Object({ id: Type.String() }),
		sql`insert into sender_rule (kind, value, action, note, number, made_by, made_by_name, expires_at)
			values (${kind}, ${value}, ${action}, ${note}, ${number}, ${by.id}, ${by.name},
				now() + make_interval(hours => ${days * 24}))
			on conflict (kind, value) where ended_at is null do update set action = excluded.action, note = excluded.note,
				number = excluded.number, made_by = excluded.made_by, made_by_name = excluded.made_by_name,
				made_at = excluded.made_at, expires_at = excluded.expires_at
			returning id::text`
	);

/** Rules in force first, then those that ended or ran out; newest first. At most 500. */
export const readRules = (db: Db) =>
	many(
		db,
		SenderRule,
		sql`select ${row} from sender_rule r
			order by r.ended_at is null and r.expires_at > now() desc, r.id desc limit 500`
	);

/** Ends a rule; null when it has ended already. */
export const endRule = (db: Db, id: string, by: { name: string }) =>
	maybeOne(
		db,
		SenderRule,
		sql`with ended as (
				update sender_rule set ended_at = now(), ended_by_name = ${by.name}
				where id = ${id}::bigint and ended_at is null returning *)
			select ${row} from ended r`
	);

/** The rule that dismissed this submission on arrival and is still in force, or null. */
export const ruleOf = (db: Db, number: string) =>
	maybeOne(
		db,
		SenderRule,
		sql`select ${row} from sender_rule r join submission of_rule on of_rule.rule = r.id
			where of_rule.number = ${number} and r.ended_at is null`
	);

/**
 * Applies the rules to submissions that have just been put into the queue: one statement for a batch. Those dismissed
 * keep their place in the ledger, with an event that names the rule; gives their numbers.
 */
export async function applyRules(db: Db, numbers: string[]): Promise<string[]> {
	const rows = await many(
		db,
		Type.Object({ number: Type.String(), action: Type.String() }),
		sql`
		with found as (
			select distinct on (s.id) s.id, s.number, r.id as rule, r.kind, r.value, r.action
			from submission s
			cross join lateral (values ('phone', s.sender), ('address', lower(s.sender)),
				('domain', split_part(lower(s.sender), '@', 2))) as of_sender (kind, value)
			join sender_rule r on r.kind = of_sender.kind and r.value = of_sender.value
				and r.ended_at is null and r.expires_at > now()
			where s.number = any(${numbers}::bpchar[]) and s.sender is not null and s.state = 'waiting'
			order by s.id, r.action, r.id
		), ruled as (
			update submission s set
				flags = case when f.action = 'low' then array_append(s.flags, 'low') else s.flags end,
				rule = case when f.action = 'dismiss' then f.rule end,
				state = case when f.action = 'dismiss' then 'dismissed' else s.state end,
				reason = case when f.action = 'dismiss' then 'spam' end,
				decided_at = case when f.action = 'dismiss' then now() end,
				decided_by = case when f.action = 'dismiss' then 'rule:' || f.rule end
			from found f where f.id = s.id
			returning s.number
		), told as (
			insert into event (number, type, detail)
			select number, case when action = 'dismiss' then 'submission:dismissed' else 'submission:lowered' end,
				jsonb_build_object('reason', 'spam', 'rule', rule, 'kind', kind, 'value', value)
			from found order by id
		)
		select f.number, f.action from found f join ruled using (number)`
	);
	return rows.flatMap(({ number, action }) => (action === 'dismiss' ? [number] : []));
}
