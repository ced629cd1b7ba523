import type { ResolveInput } from '#contracts/case-desk.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { resolve } from './resolve.ts';

/** One resolution for many cases of one matter: each by itself, so that one that is refused keeps none back. */
export async function resolveMany(
	services: Services,
	actor: Actor,
	numbers: string[],
	input: Omit<ResolveInput, 'files'>
) {
	const done: string[] = [];
	const refused: { number: string; code: string }[] = [];
	for (const number of numbers)
		try {
			await resolve(services, actor, number, input);
			done.push(number);
		} catch (fault) {
			if (!(fault instanceof Refusal)) throw fault;
			refused.push({ number, code: fault.faults?.[0]?.code ?? fault.code });
		}
	return { done, refused };
}
