import { Type, type Static } from 'typebox';
import { Nullable } from './words.ts';

/** What the checker of the script finds, by code; the console words it. */
export const FindingCode = Type.Union([
	/** No call can come to the node. */
	Type.Literal('unreachable'),
	/** An edge leads nowhere, or to a node that is not there. */
	Type.Literal('no_target'),
	/** Neither keys nor a number to wait for. */
	Type.Literal('no_keys'),
	/** More digits than the question takes. */
	Type.Literal('key_too_long'),
	/** A number of ours has ten digits. */
	Type.Literal('number_digits'),
	/** The key that asks again leads elsewhere. */
	Type.Literal('key_twice'),
	/** A value that the branch's fact never has. */
	Type.Literal('unknown_case'),
	/** A prompt without words in this language. */
	Type.Literal('no_prompt'),
	/** Nothing is said before the caller is waited for. */
	Type.Literal('no_question'),
	/** Goes in a circle without an act of the caller. */
	Type.Literal('circle'),
	/** After hanging up, or for the last words, the caller would be waited for. */
	Type.Literal('waits_on'),
	/** From here no call ends. */
	Type.Literal('never_ends')
]);
export type FindingCode = Static<typeof FindingCode>;

export const Finding = Type.Object({
	/** Name of the node; null: the script as a whole. */
	node: Nullable(Type.String()),
	/** Place in the node: `keys.1`, `silent`, `say` … */
	at: Type.String(),
	code: FindingCode,
	/** Name of a prompt with its language, of a node, a key, a value. */
	detail: Type.String()
});
export type Finding = Static<typeof Finding>;
