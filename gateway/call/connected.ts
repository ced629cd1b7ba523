import { moveHolder } from '#db/agent-state.ts';
import type { Call } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { closeOnTalk, handCallback, handDraft } from '#db/callback.ts';
import type { Db } from '#db/sql.ts';

/** Notes that caller and agent hear each other. The call is locked by the transaction. */
export async function connected(db: Db, call: Call, person: string): Promise<void> {
	await tellCall(db, { call: call.id, kind: 'connected', key: `connected|${person}`, person });
	await moveHolder(db, call.id, ['ringing'], 'on_call');
	await closeOnTalk(db, call.id);
	// What a colleague typed who passed the call on.
	await handDraft(db, call.id, person);
	if (call.direction === 'out') await handCallback(db, call.id, person);
}
