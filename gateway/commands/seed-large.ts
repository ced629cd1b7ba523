import { NotEmpty, seedLarge } from '#db/seed-large.ts';
import { command } from './command.ts';

// `npm run seed:large [-- --cases=N]`: made-up cases of two years into an empty installation, for trying out and measuring.

const DEFAULT_CASES = 1_000_000;
/** What the numbers of a year hold, with room. */
const MOST_CASES = 15_000_000;
const asked = process.argv.slice(2).map((word) => /^--cases=(\d+)$/.exec(word)?.[1]);
const cases = Number(asked.find(Boolean) ?? DEFAULT_CASES);

if (asked.includes(undefined) || cases < 1 || cases > MOST_CASES) {
	console.error(`How many? npm run seed:large -- --cases=N, at most ${MOST_CASES}`);
	process.exitCode = 2;
} else
	process.exitCode = await command(async (url) => {
		try {
			await seedLarge(url, cases, (message) => console.log(message));
			return true;
		} catch (fault) {
			if (!(fault instanceof NotEmpty)) throw fault;
			console.error(fault.message);
			return false;
		}
	});
