import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Longest first: the pages, then all else in the browser. One that begins last would keep one core alone. */
const long = [/\/e2e\/pages/, /\/e2e\//];
const rank = ({ moduleId }: TestSpecification) => {
	const at = long.findIndex((pattern) => pattern.test(moduleId));
	return at < 0 ? long.length : at;
};
class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]) {
		return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
	}
}

export default defineConfig({
	root: join(import.meta.dirname, '..'),
	test: {
		include: ['tests/**/*.test.ts'],
		globalSetup: 'tests/support/global.ts',
		maxWorkers: 2,
		// Modules are loaded and contracts compiled once for each worker. What a test keeps is its own: a database, a
		// gateway and ports for each file, and no module of ours holds anything of one.
		isolate: false,
		sequence: { sequencer: LongestFirst },
		// Two cores that do other work as well: these bounds are for what never comes.
		testTimeout: 90_000,
		hookTimeout: 120_000,
		teardownTimeout: 30_000,
		expect: { poll: { timeout: 30_000 } },
		clearMocks: true
	}
});
