import { Type } from 'typebox';
import { maybeOne, run, sql, type Db } from './sql.ts';

/** Makes the configured accounts known, so that their health can be shown before anything has come. */
export const saveAccounts = (db: Db, accounts: { id: string; channel: string; provider: string }[]) =>
	run(
		db,
		sql`insert into account (id, channel, provider)
			select * from unnest(${accounts.map(({ id }) => id)}::text[], ${accounts.map(({ channel }) => channel)}::text[],
				${accounts.map(({ provider }) => provider)}::text[])
			on conflict (id) do update set channel = excluded.channel, provider = excluded.provider`
	);

export const readCursor = async (db: Db, account: string): Promise<unknown> => {
	const row = await maybeOne(
		db,
		Type.Object({ cursor: Type.Unknown() }),
		sql`select cursor from account where id = ${account}`
	);
	return row?.cursor ?? {};
};

export const writeCursor = (db: Db, account: string, cursor: unknown) =>
	run(db, sql`update account set cursor = ${JSON.stringify(cursor)}::jsonb where id = ${account}`);

export const accountWell = (db: Db, account: string) =>
	run(db, sql`update account set last_success_at = now() where id = ${account}`);

export const accountFailing = (db: Db, account: string, error: string) =>
	run(db, sql`update account set last_error = ${error}, last_error_at = now() where id = ${account}`);

/** Takes an account's lease on a dedicated connection; false while another process has it. */
export const tryHold = async (db: Db, account: string): Promise<boolean> => {
	const row = await maybeOne(
		db,
		Type.Object({ held: Type.Boolean() }),
		sql`select pg_try_advisory_lock(hashtextextended(${account}, 3)) as held`
	);
	return row?.held ?? false;
};
