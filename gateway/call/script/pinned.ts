import type { Script } from '#contracts/script.ts';
import type { Call } from '#db/call.ts';
import { pinScript, readScript } from '#db/script.ts';
import type { Db } from '#db/sql.ts';

/** A version that calls walk never changes: each is read once. By pool, for tests open several databases. */
const read = new WeakMap<object, Map<number, Promise<Script>>>();

/** The script that this call walks. The first step of a call pins the version that is in force. */
export async function pinned(pool: Db, db: Db, call: Pick<Call, 'id' | 'script'>): Promise<Script> {
	const version = call.script ?? (await pinScript(db, call.id));
	const known = read.get(pool) ?? new Map<number, Promise<Script>>();
	read.set(pool, known);
	const script = known.get(version) ?? readScript(db, version);
	known.set(version, script);
	script.catch(() => known.delete(version));
	return script;
}
