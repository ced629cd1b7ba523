import { Type, type Static } from 'typebox';
import type { Outgoing } from '#adapters/outgoing.ts';

/** India: ids of the sender and its approved texts. `template` is the acknowledgement's, `templates` those of others by name. */
export const Dlt = Type.Object({
	entity: Type.String(),
	template: Type.Optional(Type.String()),
	templates: Type.Optional(Type.Record(Type.String(), Type.String()))
});
export type Dlt = Static<typeof Dlt>;

/**
 * The ids to send a text with: its own, else the account's. One whose own are not known goes without: under another's
 * it would be scrubbed.
 */
export function dltIds(dlt: Dlt | undefined, { template: name = 'received', dlt: own = {} }: Outgoing) {
	const configured = dlt?.templates?.[name] ?? (name === 'received' ? dlt?.template : undefined);
	const [entity, template] = [own.entity ?? dlt?.entity, own.template ?? configured];
	return entity || template ? { entity, template } : undefined;
}

/** What an adapter says of itself: the ids it is configured with, and how fast it may be fed. */
export const senderTraits = ({
	dlt,
	perSecond
}: {
	dlt?: Dlt | undefined;
	perSecond?: number | undefined;
}) => ({
	...(perSecond ? { perSecond } : {}),
	...(dlt ? { registered: { ...(dlt.template ? { received: dlt.template } : {}), ...dlt.templates } } : {})
});

/** The address that a text is sent from: the one it is registered for, else the one written to, else the account's. */
export const senderOf = ({ dlt, from }: Outgoing, number: string) => dlt?.header ?? from ?? number;

/** As an account's configuration says it: messages that the provider takes in a second. */
export const PerSecond = Type.Optional(Type.Number({ minimum: 0.1, maximum: 10_000 }));
