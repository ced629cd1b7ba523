import type { Reference } from '#contracts/place.ts';
import { readAll } from '#db/reference.ts';
import type { Services } from './services.ts';

/** A change is told by the database; this is for one that was told while nobody listened. */
const FRESH_MS = 60_000;
const known = new WeakMap<object, { at: number; reference: Reference }>();
/** Rises with each change: what was read before one is not kept after it. */
const changes = new WeakMap<object, number>();

/** Something of it has changed: the next who asks reads it anew. */
export function forgetReference(pool: object): void {
	changes.set(pool, (changes.get(pool) ?? 0) + 1);
	const before = known.get(pool);
	if (before) known.set(pool, { ...before, at: 0 });
}

/** Places and categories; while the database is away, those it gave last. */
export async function referenceOf({ pool, log }: Pick<Services, 'pool' | 'log'>): Promise<Reference> {
	const before = known.get(pool);
	if (before && Date.now() - before.at < FRESH_MS) return before.reference;
	const since = changes.get(pool);
	try {
		const reference = await readAll(pool);
		known.set(pool, { at: changes.get(pool) === since ? Date.now() : 0, reference });
		return reference;
	} catch (fault) {
		if (!before) throw fault;
		log.warn({ err: fault }, 'reference data could not be read again');
		return before.reference;
	}
}
