import { findBroken, findSeal, sealExtent } from '#db/seal.ts';
import { createPool, type Db } from '#db/sql.ts';
import { command } from './command.ts';

// `npm run audit:verify [-- <hash of a seal noted elsewhere>]`: proves that history and audit are as they were written.

const SHOWN_LIMIT = 20;

/** Prints what was found; true when every chain holds and the noted seal is one of them. */
async function verify(db: Db, noted: string | undefined): Promise<boolean> {
	const { events, audits, seals, unsealed, newest, newestAt } = await sealExtent(db);
	const broken = await findBroken(db, SHOWN_LIMIT);
	console.log(`${events} events, ${audits} audit rows, ${seals} seals; ${unsealed} rows are not sealed yet.`);
	if (newest) console.log(`Newest seal: ${newest} (${newestAt})`);
	for (const { chain, place, at } of broken) console.error(`Broken: ${chain} ${place} (${at})`);
	const sealedAt = noted ? await findSeal(db, noted) : null;
	if (noted)
		console.log(sealedAt ? `The noted seal is of ${sealedAt}.` : 'The noted seal is not in the chain.');
	const holds = broken.length === 0 && (!noted || sealedAt !== null);
	console.log(holds ? 'The chain holds.' : 'The chain does NOT hold.');
	return holds;
}

process.exitCode = await command(async (url) => {
	const pool = createPool(url, 1, (fault) => console.error(fault.message));
	return verify(pool, process.argv[2]).finally(() => pool.end());
});
