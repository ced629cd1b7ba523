import { Type, type Static } from 'typebox';
import { Language, Names } from './words.ts';

/* The script of the helpline: a graph of steps that a call walks, as data. */

const Name = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' });
const PromptKey = Type.String({ pattern: '^[a-zA-Z0-9-]{1,40}$' });
/** A number that the call knows: its own, the one that was asked for, the open case of who calls. */
export const SpokenNumber = Type.Union([Type.Literal('number'), Type.Literal('asked'), Type.Literal('case')]);
export type SpokenNumber = Static<typeof SpokenNumber>;

/** Something that is played: a prompt in the caller's language, or one of these. */
export const Said = Type.Union([
	PromptKey,
	/** In Punjabi, Hindi and English one after the other. */
	Type.Object({ inAll: PromptKey }),
	/** Digit by digit. */
	Type.Object({ readOut: SpokenNumber }),
	/** What the caller has just recorded. */
	Type.Object({ recording: Type.Literal(true) }),
	/** The words of the notice that is in force. */
	Type.Object({ notice: Type.Literal('emergency') })
]);
export type Said = Static<typeof Said>;
const Saids = Type.Array(Said, { maxItems: 12 });

/** Where the call goes on, what is said on the way, and what the call then knows. */
export const Edge = Type.Object({
	/** Name of a node; empty in a draft that is not finished. */
	to: Type.Union([Name, Type.Literal('')]),
	say: Type.Optional(Saids),
	set: Type.Optional(
		Type.Object({
			language: Type.Optional(Language),
			/** Code of the register; empty: none. */
			department: Type.Optional(Type.String({ maxLength: 40 })),
			district: Type.Optional(Type.String({ maxLength: 40 })),
			/** The open case becomes the number that was asked for. */
			asked: Type.Optional(Type.Literal('case')),
			/** What the caller says is about the number that was asked for. */
			about: Type.Optional(Type.Literal('asked')),
			/** The talk with the agent is not to be recorded. */
			recorded: Type.Optional(Type.Literal('no'))
		})
	)
});
export type Edge = Static<typeof Edge>;

/** How often the same may happen at one node, what is said before the question is asked again, and where the last one leads. */
export const Tries = Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 5 }), say: Saids, then: Edge });
export type Tries = Static<typeof Tries>;

/** What the gateway knows of a call, and the values that it may have. */
export const facts = {
	hours: ['open', 'closed', 'holiday'],
	/** Whether an emergency notice is in force. */
	notice: ['yes', 'no'],
	/** Language that was chosen the last time from this telephone. */
	remembered: ['pa', 'hi', 'en', 'none'],
	/** Whether this telephone has an open case. */
	case: ['yes', 'no'],
	/** Whether the telephone's number is known, so that it can be called back. */
	caller: ['known', 'withheld'],
	line: ['free', 'full'],
	/** What became of the number that was asked for. */
	standing: ['waiting', 'registered', 'settled', 'unknown'],
	/** Whether the caller has begun to record something. */
	left: ['yes', 'no']
} as const;
export type FactName = keyof typeof facts;
export const factNames = Object.keys(facts) as FactName[];
const Fact = Type.Unsafe<FactName>(Type.String({ enum: factNames }));

/** Why somebody is to be called back. */
export const CallBackReason = Type.Union([
	Type.Literal('asked'),
	Type.Literal('after_hours'),
	Type.Literal('voicemail')
]);
export type CallBackReason = Static<typeof CallBackReason>;
export const callBackReasons: readonly CallBackReason[] = CallBackReason.anyOf.map(({ const: one }) => one);

/** What a recording is: a grievance, words of somebody who is not satisfied with theirs, a message for the agents. */
export const RecordingPurpose = Type.Union([
	Type.Literal('grievance'),
	Type.Literal('not_satisfied'),
	Type.Literal('voicemail')
]);
export type RecordingPurpose = Static<typeof RecordingPurpose>;
export const recordingPurposes: readonly RecordingPurpose[] = RecordingPurpose.anyOf.map(
	({ const: one }) => one
);

const titled = { title: Names };
export const SayNode = Type.Object({ ...titled, do: Type.Literal('say'), say: Saids, then: Edge });
export const GatherNode = Type.Object({
	...titled,
	do: Type.Literal('gather'),
	/** The question. */
	say: Saids,
	digits: Type.Integer({ minimum: 1, maximum: 12 }),
	timeout_s: Type.Integer({ minimum: 2, maximum: 10 }),
	/** Hash ends what is typed. */
	hash: Type.Boolean(),
	/** By what is typed. Fewer digits than asked for are tried with zeros before them. */
	keys: Type.Record(Type.String({ pattern: '^[0-9*]{0,12}$' }), Edge, { additionalProperties: false }),
	/** Asks again without counting. */
	again: Type.Optional(Type.String({ pattern: '^[0-9*]$' })),
	/** Ten digits are a number of ours: where they lead, and what is said when nobody has it. Anything else is a wrong key. */
	number: Type.Optional(Type.Object({ then: Edge, unknown: Saids })),
	silent: Tries,
	wrong: Tries,
	hangUp: Edge
});
export type GatherNode = Static<typeof GatherNode>;
export const RecordNode = Type.Object({
	...titled,
	do: Type.Literal('record'),
	purpose: RecordingPurpose,
	/** Said before each recording. */
	say: Saids,
	limit_s: Type.Integer({ minimum: 10, maximum: 600 }),
	/** Silence that ends it. */
	silence_s: Type.Integer({ minimum: 3, maximum: 10 }),
	/** Recordings in one call, those that were silent too. */
	takes: Type.Integer({ minimum: 1, maximum: 5 }),
	/** Said when nothing was heard, before it is tried again. */
	again: Saids,
	/** Recorded, can be played, and may be made again. */
	heard: Edge,
	/** Recorded as often as may be, or it cannot be played yet. */
	over: Edge,
	hangUp: Edge
});
export type RecordNode = Static<typeof RecordNode>;
export const BranchNode = Type.Object({
	...titled,
	do: Type.Literal('branch'),
	on: Fact,
	cases: Type.Record(Type.String({ maxLength: 20 }), Edge),
	otherwise: Edge
});
export type BranchNode = Static<typeof BranchNode>;
export const QueueNode = Type.Object({
	...titled,
	do: Type.Literal('queue'),
	say: Saids,
	/** Higher goes before lower. */
	priority: Type.Integer({ minimum: 0, maximum: 9 }),
	/** There is no place in the queue. */
	full: Edge,
	/** Waited as long as may be. */
	over: Edge,
	hangUp: Edge
});
export type QueueNode = Static<typeof QueueNode>;
export const CallBackNode = Type.Object({
	...titled,
	do: Type.Literal('callBack'),
	reason: CallBackReason,
	then: Edge
});
export type CallBackNode = Static<typeof CallBackNode>;
export const HangUpNode = Type.Object({ ...titled, do: Type.Literal('hangUp'), say: Saids });
export type HangUpNode = Static<typeof HangUpNode>;

const nodes = [SayNode, GatherNode, RecordNode, BranchNode, QueueNode, CallBackNode, HangUpNode] as const;
export type Node = Static<(typeof nodes)[number]>;
/** One step of the script. What it does says which shape it must have, and so where a wrong one is at fault. */
export const Node = Type.Unsafe<Node>({
	type: 'object',
	required: ['do'],
	discriminator: { propertyName: 'do' },
	oneOf: nodes
});
export type NodeKind = Node['do'];

/** The whole script. */
export const Script = Type.Object({
	start: Name,
	/** Whatever is pressed, a call ends after so many steps … */
	turns: Type.Integer({ minimum: 10, maximum: 100 }),
	/** … and goes on here for its last words. */
	over: Edge,
	nodes: Type.Record(Name, Node, { additionalProperties: false }),
	/** Words of this version where they differ from the supplied ones; they are spoken by the provider's voice. */
	prompts: Type.Record(
		PromptKey,
		Type.Object({
			en: Type.String({ maxLength: 1000 }),
			pa: Type.String({ maxLength: 1000 }),
			hi: Type.String({ maxLength: 1000 })
		})
	)
});
export type Script = Static<typeof Script>;

/** Nodes at which the caller is waited for. */
export const waits = (node: Node) => node.do === 'gather' || node.do === 'record';

/** The edges of a node, each with the place where it stands: `keys.1`, `silent`, `cases.open` … */
export function edgesOf(node: Node): { at: string; edge: Edge }[] {
	switch (node.do) {
		case 'say':
		case 'callBack':
			return [{ at: 'then', edge: node.then }];
		case 'gather':
			return [
				...Object.entries(node.keys).map(([key, edge]) => ({ at: `keys.${key}`, edge })),
				...(node.number ? [{ at: 'number', edge: node.number.then }] : []),
				{ at: 'silent', edge: node.silent.then },
				{ at: 'wrong', edge: node.wrong.then },
				{ at: 'hangUp', edge: node.hangUp }
			];
		case 'record':
			return [
				{ at: 'heard', edge: node.heard },
				{ at: 'over', edge: node.over },
				{ at: 'hangUp', edge: node.hangUp }
			];
		case 'branch':
			return [
				...Object.entries(node.cases).map(([value, edge]) => ({ at: `cases.${value}`, edge })),
				{ at: 'otherwise', edge: node.otherwise }
			];
		case 'queue':
			return [
				{ at: 'full', edge: node.full },
				{ at: 'over', edge: node.over },
				{ at: 'hangUp', edge: node.hangUp }
			];
		case 'hangUp':
			return [];
	}
}

/** Everything that a node may say, on its edges too, with the place where it stands. */
export function saidBy(node: Node): { at: string; said: Said }[] {
	const at = (place: string, list: readonly Said[] = []) => list.map((said) => ({ at: place, said }));
	return [
		...('say' in node ? at('say', node.say) : []),
		...(node.do === 'gather' ? [...at('silent', node.silent.say), ...at('wrong', node.wrong.say)] : []),
		...(node.do === 'gather' && node.number ? at('number', node.number.unknown) : []),
		...(node.do === 'record' ? at('again', node.again) : []),
		...edgesOf(node).flatMap(({ at: place, edge }) => at(place, edge.say))
	];
}

/** Key of the prompt that is played; null for what is no prompt. */
export const promptOf = (said: Said): string | null =>
	typeof said === 'string' ? said : 'inAll' in said ? said.inAll : null;
