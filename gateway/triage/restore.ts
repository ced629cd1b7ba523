import { audit, record } from '#db/event.ts';
import { endRule, ruleOf } from '#db/sender-rule.ts';
import { sees } from '#db/scope.ts';
import type { Db } from '#db/sql.ts';
import { touchGrievance } from '#db/triage.ts';
import { lockDecided, waitAgain } from '#db/verb-undo.ts';
import type { Actor } from '../access/actor.ts';
import { cleanText } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

async function lock(db: Db, actor: Actor, number: string) {
	const decided = (await sees(db, actor, number)) && (await lockDecided(db, number));
	if (!decided) throw new Refusal('not_found', 404, 'No submission has this number.');
	return decided;
}

/** Ends the rule that dismissed the submission on arrival, where one did and is in force. */
async function endItsRule(db: Db, actor: Actor, number: string) {
	const rule = await ruleOf(db, number);
	if (!rule || !(await endRule(db, rule.id, actor))) return;
	await audit(db, actor, 'sender_rule:ended', rule.id, { kind: rule.kind, value: rule.value, number });
}

/** Puts a dismissed submission back into the queue, free for anyone. Refuses with `not_dismissed`. */
export const restore = (
	{ transaction }: Services,
	actor: Actor,
	number: string,
	{ reason, endRule: ending }: { reason: string; endRule?: boolean }
) =>
	transaction(async (db) => {
		const decided = await lock(db, actor, number);
		if (decided.state !== 'dismissed') throw new Refusal('not_dismissed', 409, 'It is not dismissed.');
		await record(db, actor, 'submission:restored', number, {
			reason: cleanText(reason),
			dismissed: decided.reason
		});
		if (ending) await endItsRule(db, actor, number);
		return (await waitAgain(db, number))!;
	});

/** Takes a submission off the grievance that it was linked to; it waits again. Refuses with `not_linked`. */
export const unlink = (
	{ transaction }: Services,
	actor: Actor,
	number: string,
	{ reason }: { reason: string }
) =>
	transaction(async (db) => {
		const { state, grievance } = await lock(db, actor, number);
		if (state !== 'linked' || !grievance) throw new Refusal('not_linked', 409, 'It is not linked.');
		const why = cleanText(reason);
		await record(db, actor, 'submission:unlinked', number, { grievance, reason: why });
		await record(db, actor, 'grievance:unlinked', grievance, { submission: number, reason: why });
		await touchGrievance(db, grievance);
		return (await waitAgain(db, number))!;
	});
