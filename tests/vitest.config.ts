import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	root: join(import.meta.dirname, '..'),
	test: {
		include: ['tests/**/*.test.ts'],
		globalSetup: 'tests/support/global.ts',
		maxWorkers: 2,
		// Two cores that do other work as well: these bounds are for what never comes.
		testTimeout: 90_000,
		hookTimeout: 120_000,
		teardownTimeout: 30_000,
		expect: { poll: { timeout: 30_000 } },
		clearMocks: true
	}
});
