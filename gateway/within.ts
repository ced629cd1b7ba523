import type { Db } from '#db/sql.ts';
import type { Services } from './services.ts';

/** The services for a verb that is a part of a larger transaction: what it calls its own is this one. */
export const within = (services: Services, db: Db): Services => ({
	...services,
	transaction: (work) => work(db)
});
