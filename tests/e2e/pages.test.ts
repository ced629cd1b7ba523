import { afterAll, beforeAll, describe } from 'vitest';
import { chromiumPath } from '../support/browser.ts';
import { furnish, lookAt, type Furnished } from '../support/look.ts';

describe.skipIf(!chromiumPath)('every page of agents and administrators in every language', () => {
	let furnished: Furnished;
	beforeAll(async () => {
		furnished = await furnish();
	});
	afterAll(() => furnished?.close());

	lookAt(() => furnished, 'agent', ['/queue/[number]', '/cases', '/cases/[case]']);
	lookAt(() => furnished, 'officer', ['/cases/[case]', '/dashboard']);
	lookAt(() => furnished, 'admin', [
		'/admin/keys',
		'/admin/webhooks',
		'/admin/people',
		'/admin/start',
		'/admin/audit',
		'/admin/categories',
		'/admin/offices',
		'/admin/offices/state-412',
		'/admin/routing',
		'/admin/policy',
		'/admin/policy?show=holidays',
		'/admin/script',
		'/admin/script/1?step=menu',
		'/admin/hours',
		'/admin/templates'
	]);
});
