import { Type, type Static } from 'typebox';
import { Channel, Number10 } from './words.ts';

/** One change, as the live socket tells it: a hint. Rows are read by the API. */
export const Change = Type.Object({
	/** Rises in the order of commits, without gaps that matter: resume from it. */
	sequence: Type.Integer(),
	/** Past tense: `submission:received`, `submission:claimed`, `submission:released`, `submission:registered` … */
	event: Type.String(),
	number: Number10,
	channel: Channel
});
export type Change = Static<typeof Change>;

/**
 * socket.io, namespace `/`, cookie of the signed-in session.
 * Client → server: `join` (room, since, reply). Rooms: `queue`, `wall`, `submission:<number>`, `lab`.
 * The reply is `{ ok: true, sequence, missed: Change[] }`, or `{ ok: true, sequence, reload: true }` when `since` is too old.
 * Server → client: `changes` (Change[]), `lab` (LabEvent).
 */
export const JoinReply = Type.Union([
	Type.Object({ ok: Type.Literal(true), sequence: Type.Integer(), missed: Type.Array(Change) }),
	Type.Object({ ok: Type.Literal(true), sequence: Type.Integer(), reload: Type.Literal(true) }),
	Type.Object({ ok: Type.Literal(false), code: Type.String() })
]);
export type JoinReply = Static<typeof JoinReply>;
