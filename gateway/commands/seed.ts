import { seed } from '#db/seed.ts';
import { createPool } from '#db/sql.ts';
import { command } from './command.ts';

// `npm run seed`: reference data into the database, without starting the gateway.
process.exitCode = await command(async (url) => {
	const pool = createPool(url, 2, (fault) => console.error(fault.message));
	const { kept } = await seed(pool).finally(() => pool.end());
	console.log('Places, departments and categories are loaded.');
	if (kept.length > 0) console.log(`Left as they were changed on screen: ${kept.join(', ')}`);
	return true;
});
