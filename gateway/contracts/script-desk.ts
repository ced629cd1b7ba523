import { Type, type Static } from 'typebox';
import { Finding } from './script-finding.ts';
import { RecordingPurpose, Script, Standing } from './script.ts';
import { Instant, Language, Names, Nullable, Number10, Refused } from './words.ts';

/* The administration of the helpline's script. */

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;

/** One version of the script. `published`: was in force once, or is again; it never changes. */
export const ScriptVersion = Type.Object({
	version: Type.Integer(),
	state: Type.Union([Type.Literal('draft'), Type.Literal('published'), Type.Literal('in_force')]),
	/** `supplied`: came with the product. */
	origin: Type.Union([Type.Literal('supplied'), Type.Literal('desk')]),
	basedOn: Nullable(Type.Integer()),
	/** Saves so far; a save names the one that it is made from. */
	revision: Type.Integer(),
	madeBy: Nullable(Type.String()),
	madeAt: Instant,
	changedAt: Instant,
	/** The last time it was put in force: when, by whom, and why. */
	since: Nullable(Instant),
	by: Nullable(Type.String()),
	reason: Nullable(Type.String())
});
export type ScriptVersion = Static<typeof ScriptVersion>;

const Graph = Type.Object({
	row: ScriptVersion,
	script: Script,
	/** What speaks against putting it in force. */
	findings: Type.Array(Finding)
});
const byVersion = Type.Object({ version: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }) });
const Reason = Type.String({ minLength: 1, maxLength: 500 });

/** All versions, the newest first. */
export const readScripts = {
	method: 'GET',
	url: '/api/scripts',
	schema: { response: { 200: Type.Object({ rows: Type.Array(ScriptVersion) }), ...refusals } }
} as const;
/** A version whole, and the supplied words of every prompt. */
export const readScript = {
	method: 'GET',
	url: '/api/scripts/:version',
	schema: {
		params: byVersion,
		response: {
			200: Type.Intersect([Graph, Type.Object({ prompts: Type.Record(Type.String(), Names) })]),
			...refusals
		}
	}
} as const;
/** Makes a draft that is a copy of a version. */
export const draftScript = {
	method: 'POST',
	url: '/api/scripts',
	schema: {
		body: Type.Object({ from: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }) }),
		response: { 200: ScriptVersion, ...refusals }
	}
} as const;
/** 409 `changed` when somebody saved it meanwhile, `published` when it is no draft any more. */
export const saveScript = {
	method: 'PUT',
	url: '/api/scripts/:version',
	schema: {
		params: byVersion,
		body: Type.Object({ revision: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }), script: Script }),
		response: { 200: Graph, ...refusals }
	}
} as const;
export const discardScript = {
	method: 'DELETE',
	url: '/api/scripts/:version',
	schema: { params: byVersion, response: { 200: Type.Object({ discarded: Type.Boolean() }), ...refusals } }
} as const;
/** Calls that begin from now on walk this version; it may be an earlier one. 409 `findings` when the checker refuses it. */
export const enforceScript = {
	method: 'POST',
	url: '/api/scripts/:version/force',
	schema: {
		params: byVersion,
		body: Type.Object({ reason: Reason }),
		response: { 200: ScriptVersion, ...refusals }
	}
} as const;

/** Where a caller stands who is tried out; sent back as it came. */
export const TriedState = Type.Object({
	node: Type.String({ maxLength: 40 }),
	turn: Type.Integer({ minimum: 0, maximum: 1000 }),
	language: Language,
	chose: Type.Optional(Type.Boolean()),
	wrong: Type.Integer({ minimum: 0, maximum: 100 }),
	silent: Type.Integer({ minimum: 0, maximum: 100 }),
	department: Type.Optional(Type.String({ maxLength: 40 })),
	district: Type.Optional(Type.String({ maxLength: 40 })),
	asked: Type.Optional(Number10),
	standing: Type.Optional(Standing),
	about: Type.Optional(Number10),
	recorded: Type.Optional(Type.Literal('no')),
	takes: Type.Integer({ minimum: 0, maximum: 100 }),
	purpose: Type.Optional(RecordingPurpose),
	queued: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
	idle: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
	number: Type.Optional(Number10)
});
export type TriedState = Static<typeof TriedState>;

/** What the caller does. */
export const TriedInput = Type.Union([
	Type.Object({ do: Type.Literal('ring') }),
	Type.Object({ do: Type.Literal('type'), digits: Type.String({ pattern: '^[0-9*#]{0,12}$' }) }),
	Type.Object({ do: Type.Literal('wait') }),
	Type.Object({ do: Type.Literal('speak') }),
	Type.Object({ do: Type.Literal('hang_up') }),
	Type.Object({ do: Type.Literal('queue_over') })
]);
export type TriedInput = Static<typeof TriedInput>;

/** The day and the caller that are tried out. */
export const TriedFacts = Type.Object({
	hours: Type.Union([Type.Literal('open'), Type.Literal('closed'), Type.Literal('holiday')]),
	notice: Type.Boolean(),
	remembered: Type.Union([Language, Type.Literal('none')]),
	case: Type.Boolean(),
	withheld: Type.Boolean(),
	full: Type.Boolean(),
	/** What every number that is typed leads to. */
	standing: Standing
});
export type TriedFacts = Static<typeof TriedFacts>;

/** Something that the caller hears; `prompt` null: a notice, or the caller's own recording. */
export const Heard = Type.Object({
	prompt: Nullable(Type.String()),
	language: Nullable(Language),
	text: Type.String()
});
export type Heard = Static<typeof Heard>;

/** One step of a call that nobody makes: walks the stored version and changes nothing. 409 `circle` for one that never waits. */
export const tryScript = {
	method: 'POST',
	url: '/api/scripts/:version/try',
	schema: {
		params: byVersion,
		body: Type.Object({ state: Type.Optional(TriedState), input: TriedInput, facts: TriedFacts }),
		response: {
			200: Type.Object({
				state: TriedState,
				heard: Type.Array(Heard),
				/** What the telephone does then. */
				then: Type.Union([
					Type.Literal('gather'),
					Type.Literal('record'),
					Type.Literal('queue'),
					Type.Literal('hang_up')
				]),
				digits: Nullable(Type.Integer()),
				/** What the gateway would have been asked to do: `recording`, `queue`, `callBack`. */
				outcomes: Type.Array(Type.String())
			}),
			...refusals
		}
	}
} as const;
