import { afterAll, beforeAll, describe } from 'vitest';
import { chromiumPath } from '../support/browser.ts';
import { furnish, lookAt, type Furnished } from '../support/look.ts';

describe.skipIf(!chromiumPath)('every page of a supervisor in every language', () => {
	let furnished: Furnished;
	beforeAll(async () => {
		furnished = await furnish();
	});
	afterAll(() => furnished?.close());

	lookAt(() => furnished, 'supervisor', [
		'/queue',
		'/register',
		'/search',
		'/exports',
		'/search?q=%E0%A8%AA%E0%A8%BE%E0%A8%A3%E0%A9%80',
		'/parked',
		'/call',
		'/callbacks',
		'/cases/[case]',
		'/nuisance',
		'/wall',
		'/reports/calls',
		'/dashboard?by=category&list=received',
		'/agents',
		'/bulk',
		'/channels',
		'/admin/rules',
		'/admin/routing',
		'/admin/policy',
		'/admin/texts',
		'/admin/templates',
		'/admin/notices',
		'/admin/notices?show=addresses',
		'/lab',
		'/account'
	]);
});
