import { Type } from 'typebox';
import { Nullable, type Language } from '#contracts/words.ts';
import { maybeOne, one, run, sql, type Db } from './sql.ts';

const Seat = Type.Object({ extension: Nullable(Type.String()) });

/** The extension at which the person sits; null: at none. */
export const readExtension = async (db: Db, person: string) =>
	(await maybeOne(db, Seat, sql`select extension from agent_state where person = ${person}`))?.extension ??
	null;

/** Sits the person down at an extension; who sat there before has none now. */
export async function sitDown(db: Db, person: string, extension: string | null): Promise<void> {
	// Two who sit down at one take turns, and the later one has it.
	await run(db, sql`select pg_advisory_xact_lock(hashtext('extension'))`);
	await run(
		db,
		sql`update agent_state set extension = null where extension = ${extension} and person <> ${person}`
	);
	await run(
		db,
		sql`insert into agent_state (person, extension) values (${person}, ${extension})
			on conflict (person) do update set extension = excluded.extension`
	);
}

/** Notes of a call at the PBX which way it goes and in which language. The call is locked by the transaction. */
export const notePbxCall = (
	db: Db,
	call: string,
	{ direction, language }: { direction: 'in' | 'out'; language: Language }
) =>
	run(
		db,
		sql`with entry as (update queue_entry set at_pbx = true where call = ${call}::bigint)
			update call set direction = ${direction}, placed_by = ${direction === 'in' ? 'caller' : 'pbx'}, language = ${language}
			where id = ${call}::bigint`
	);

const Answered = Type.Object({ isTold: Type.Boolean(), endedAt: Nullable(Type.String()) });

/** Whether this was told before, and when the call ended; null while it goes on. */
export const findAnswer = (db: Db, call: string, key: string) =>
	one(
		db,
		Answered,
		sql`select exists (select from call_event e where e.call = c.id and e.key = ${key}) as "isTold",
				ended_at as "endedAt" from call c where id = ${call}::bigint`
	);

/**
 * Who answered at an extension: whoever sits there, or, where the PBX names none, whoever took the call on their
 * screen. Null where nobody is known, or they have another call in hand.
 */
export const whoAnswered = async (db: Db, call: string, extension: string) =>
	(
		await maybeOne(
			db,
			Type.Object({ person: Type.String() }),
			sql`select a.person from agent_state a
				where (a.extension = ${extension} or ${extension} = '' and a.call = ${call}::bigint
						and a.state in ('ringing', 'on_call'))
					and not exists (select from call c where c.agent = a.person and c.id <> ${call}::bigint
						and c.stage in ('ringing_agent', 'connected'))
				for update`
		)
	)?.person ?? null;

/** Gives the call, which the transaction holds, to this person or nobody, out of whatever hands it was in. */
export async function giveTo(db: Db, call: string, person: string | null): Promise<void> {
	await run(
		db,
		sql`with withdrawn as (
				update offer set state = 'withdrawn', ended_at = now() where call = ${call}::bigint and state = 'pending'
			), freed as (
				update agent_state set state = 'available', since = now(), idle_since = now(), call = null
				where call = ${call}::bigint and state in ('reserved', 'ringing', 'on_call', 'hold')
					and person is distinct from ${person}
			), entry as (
				update queue_entry set state = 'taken' where call = ${call}::bigint and state in ('waiting', 'offered')
			)
			update call set agent = ${person} where id = ${call}::bigint`
	);
	// What is held out to somebody who talks already lapses at once, and is another's.
	await run(
		db,
		sql`with lapsed as (
				update offer set expires_at = now() where person = ${person} and state = 'pending' and call <> ${call}::bigint
			)
			update agent_state set state = 'on_call', reason = null, since = now(), call = ${call}::bigint
			where person = ${person} and (state, call) is distinct from ('on_call', ${call}::bigint)`
	);
}

/** Notes who had a call that is over. */
export const credit = (db: Db, call: string, person: string | null) =>
	run(
		db,
		sql`update call set agent = coalesce(${person}, agent) where id = ${call}::bigint and stage = 'ended'`
	);
