import type { FastifyRequest } from 'fastify';
import type { ContactKind } from '#contracts/contact.ts';
import { revealedUntil } from '#db/reveal.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { may, type Actor } from './actor.ts';
import { maskerOf } from './mask-reply.ts';
import { sightOf } from './sight.ts';

type Reads = Pick<Services, 'pool'>;

/** Kinds of texts that the role does not see as they are. */
function hiddenFrom(actor: Actor): ReadonlySet<ContactKind> {
	const { contact, place } = sightOf(actor);
	const hidden = new Set<ContactKind>();
	if (!contact) hidden.add('address').add('within');
	if (!place) hidden.add('place');
	return hidden;
}

/** Under what a parked delivery's unmasking is kept. */
export const parkedSubject = (id: string) => `parked:${id}`;

/** What a request is about, as `reveal` names it; null for lists. */
function subjectOf({ params, routeOptions }: FastifyRequest): string | null {
	const { number, id } = (params ?? {}) as { number?: string; id?: string };
	if (number) return number;
	return id && routeOptions.url?.startsWith('/api/parked/:id') ? parkedSubject(id) : null;
}

/** Whether the person sees numbers and addresses of the subject as they are: by role, or because they asked with a reason. */
export const seesContact = async ({ pool }: Reads, actor: Actor, subject: string | null): Promise<boolean> =>
	hiddenFrom(actor).size === 0 ||
	(subject !== null && may(actor, 'reveal') && (await revealedUntil(pool, actor.id, subject)) !== null);

/** A whole message with its headers, by type or by the name that a parked delivery's bytes get: nothing in it is masked. */
const asCame = /^(message\/rfc822|text\/rfc822-headers|original-\d+\.bin)$|\.eml$/i;
export const cameWhole = ({ mediaType, name }: { mediaType: string; name: string }) =>
	asCame.test(mediaType) || asCame.test(name);

/** Refuses with `masked` what cannot be masked, an original as it came over the wire, to those who see no addresses. */
export async function refuseMasked(services: Reads, actor: Actor, subject: string): Promise<void> {
	if (await seesContact(services, actor, subject)) return;
	throw new Refusal('masked', 403, 'It shows numbers and addresses: first say why you need them.');
}

const maskers = new WeakMap<object, ReturnType<typeof maskerOf>>();

/**
 * Masks every answer to those whose role does not see citizens' numbers and addresses, by the keyword `contact` of
 * the answer's schema. The one place where it is done: a new endpoint that uses the contracts is masked with the rest.
 */
export const createMasking =
	(services: Reads) =>
	async (request: FastifyRequest, reply: { statusCode: number }, answer: unknown): Promise<unknown> => {
		const responses = request.routeOptions.schema?.response as Record<number, object> | undefined;
		const schema = responses?.[reply.statusCode];
		if (!schema) return answer;
		const masker = maskers.get(schema) ?? maskerOf(schema);
		maskers.set(schema, masker);
		if (!masker || (await seesContact(services, request.actor, subjectOf(request)))) return answer;
		return masker(answer, hiddenFrom(request.actor));
	};
