import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	root: join(import.meta.dirname, '..'),
	test: {
		include: ['tests/**/*.test.ts'],
		globalSetup: 'tests/support/global.ts',
		maxWorkers: 2,
		// Two cores that do other work as well.
		testTimeout: 20_000,
		hookTimeout: 60_000,
		teardownTimeout: 15_000,
		clearMocks: true
	}
});
