import { makeApiKey } from '#db/api-key.ts';
import { createPool } from '#db/sql.ts';
import { command } from './command.ts';

// `npm run api-key -- <name>`: a key for a program that posts by Open311, printed once.
const name = process.argv.slice(2).join(' ').trim();

if (!name) {
	console.error('Whose key is it? npm run api-key -- <name of the program or office>');
	process.exitCode = 2;
} else
	process.exitCode = await command(async (url) => {
		const pool = createPool(url, 1, (fault) => console.error(fault.message));
		const { key } = await makeApiKey(pool, name).finally(() => pool.end());
		console.log(`Key of ${name}, shown this once: ${key}`);
		return true;
	});
