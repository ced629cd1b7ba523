import { afterAll, beforeAll, describe } from 'vitest';
import { chromiumPath } from '../support/browser.ts';
import { furnish, lookAt, type Furnished } from '../support/look.ts';

describe.skipIf(!chromiumPath)('every page of the citizens in every language', () => {
	let furnished: Furnished;
	beforeAll(async () => {
		furnished = await furnish();
	});
	afterAll(() => furnished?.close());

	lookAt(() => furnished, undefined, [
		'/',
		'/complain',
		'/track',
		'/report',
		'/report/2025-11',
		'/setup',
		'/sign-in',
		'/track/[number]',
		'/track/[case]',
		'/track/[number]/code',
		'/complain/receipt/[number]'
	]);
});
