import { Type } from 'typebox';
import { maybeOne, one, run, sql, type Db } from './sql.ts';

/** How a line is named that nobody has dialled yet, and one that is being dialled. */
const UNDIALLED = 'out-';
const DIALLING = 'dialling-';

export const isDialled = (externalId: string) =>
	!externalId.startsWith(UNDIALLED) && !externalId.startsWith(DIALLING);

/** Notes a call that an agent makes for a callback; nothing is dialled by it. */
export const openCallOut = (
	db: Db,
	call: { account: string; phone: string; language: string; callback: string; person: string }
) =>
	one(
		db,
		Type.Object({ id: Type.String() }),
		sql`insert into call (account, external_id, direction, placed_by, to_address, language, callback, agent)
			values (${call.account}, ${UNDIALLED} || gen_random_uuid(), 'out', 'gateway', ${call.phone}, ${call.language},
				${call.callback}::bigint, ${call.person})
			returning id::text`
	);

/** Puts the call into the agent's hands, whose telephone is rung next; null with another in hand. */
export const holdCallOut = (db: Db, call: string, person: string) =>
	maybeOne(
		db,
		Type.Object({ person: Type.String() }),
		sql`update agent_state set state = 'ringing', reason = null, since = now(), call = ${call}::bigint
			where person = ${person} and state in ('offline', 'available', 'paused', 'not_responding')
			returning person`
	);

/** Takes the dialling of the other end upon oneself, once; null when it was dialled. The agent's waiting begins anew. */
export const beginDialling = (db: Db, call: string) =>
	maybeOne(
		db,
		Type.Object({ phone: Type.String() }),
		sql`with waits as (
				update agent_state set since = now() where call = ${call}::bigint and state = 'ringing'
			)
			update call set external_id = ${DIALLING} || id
			where id = ${call}::bigint and external_id like ${`${UNDIALLED}%`} and to_address is not null
			returning to_address as phone`
	);

/** It was not dialled after all. */
export const undoDialling = (db: Db, call: string) =>
	run(
		db,
		sql`update call set external_id = ${UNDIALLED} || gen_random_uuid()
			where id = ${call}::bigint and external_id = ${DIALLING} || id`
	);

/** The carrier's name of the line. */
export const nameCallOut = (db: Db, call: string, externalId: string) =>
	run(
		db,
		sql`update call set external_id = ${externalId}
			where id = ${call}::bigint and direction = 'out' and external_id = ${DIALLING} || id`
	);

/** Which callback a call is an attempt of, by whom; null when it is none. */
export const callbackOf = (db: Db, call: string) =>
	maybeOne(
		db,
		Type.Object({ callback: Type.String(), person: Type.String() }),
		sql`select callback::text, agent as person from call
			where id = ${call}::bigint and callback is not null and agent is not null`
	);

/** What was typed for a callback goes with the new call, and so does the callback's own word of its call. */
export const takeDraftAlong = (
	db: Db,
	{ callback, from, call, person }: { callback: string; from: string | null; call: string; person: string }
) =>
	run(
		db,
		sql`with files as (
				update draft_file set subject = ${`call:${call}`} where person = ${person} and subject = ${`call:${from ?? ''}`}
			), typed as (
				update draft set subject = ${`call:${call}`} where person = ${person} and subject = ${`call:${from ?? ''}`}
			)
			update callback set call = ${call}::bigint where id = ${callback}::bigint`
	);
