import { arrive } from './arrive.ts';
import { burst } from './burst.ts';
import { calls } from './calls.ts';
import { escalation } from './case-clocks.ts';
import { machine } from './case-machine.ts';
import { dashboard } from './cases-dashboard.ts';
import { crash } from './crash.ts';
import { desk } from './desk.ts';
import { intake } from './intake.ts';
import { mail } from './mail.ts';
import { report } from './report.ts';
import { start } from './start.ts';
import { suggest } from './suggest.ts';
import type { Figure } from './support/figure.ts';
import { say } from './support/say.ts';

/** How long or how much, where a group lets itself be told. */
interface Wish {
	seconds?: number;
	cases?: number;
	commands?: number;
}

/** Every group of benchmarks, by the name that `npm run bench -- <group>` takes. */
const groups: Record<string, (wish: Wish) => Promise<Figure[]>> = {
	intake,
	burst,
	start,
	mail,
	arrive,
	crash,
	suggest,
	desk,
	report,
	calls,
	escalation,
	machine,
	dashboard
};

/** What becomes of cases: limits that pass all at once, a machine that nothing breaks, questions of the dashboard. */
const together: Record<string, string[]> = { cases: ['escalation', 'machine', 'dashboard'] };

/** Runs the groups one after the other, prints each figure as one line of JSON; false when a bar is missed. */
async function run(names: string[]): Promise<boolean> {
	let ok = true;
	for (const name of names) {
		say(`${name} …`);
		const figures = await groups[name]!(wish);
		for (const figure of figures) console.log(JSON.stringify(figure));
		ok &&= figures.every((figure) => figure.ok);
	}
	return ok;
}

// The children end with this process, which a signal alone would not tell them.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

/**
 * `--seconds=60` makes the groups that last for a time last so long; `--commands=20000` is how many the machine of cases
 * gets, `--cases=10000000` among how many the dashboard is asked.
 */
const wish = Object.fromEntries(
	process.argv.flatMap((word) => {
		const [, name, value] = /^--(seconds|commands|cases)=(\d+)$/.exec(word) ?? [];
		return name ? [[name, Number(value)]] : [];
	})
) as Wish;
const wanted = process.argv
	.slice(2)
	.filter((name) => !name.startsWith('--'))
	.flatMap((name) => together[name] ?? [name]);
const unknown = wanted.filter((name) => !(name in groups));
if (unknown.length) {
	say(`No group ${unknown.join(', ')}. There are: ${Object.keys({ ...groups, ...together }).join(', ')}.`);
	process.exitCode = 2;
} else if (!(await run(wanted.length ? wanted : Object.keys(groups)))) process.exitCode = 1;
