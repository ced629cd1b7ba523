import {
	readViews,
	removeView,
	renameView,
	saveView,
	shareView,
	type SavedView,
	type ViewInput
} from '#contracts/views.ts';
import { call } from './call.ts';
import { writeFilters } from './filters.ts';
import { searchAddress } from './search-filters.ts';

let all = $state.raw<SavedView[]>([]);
let asked: Promise<void> | null = null;

const read = async () => {
	all = (await call(readViews, {})).rows;
};

/** Searches and filters that the person keeps, and those that are shared with everybody. */
export const views = {
	get all() {
		return all;
	},
	/** Reads them once. */
	load: () =>
		(asked ??= read().catch(() => {
			asked = null;
		})),
	async save(input: ViewInput) {
		await call(saveView, { body: input });
		await read();
	},
	async rename(id: string, name: string) {
		await call(renameView, { params: { id }, body: { name } });
		await read();
	},
	async share(id: string, shared: boolean) {
		await call(shareView, { params: { id }, body: { shared } });
		await read();
	},
	async remove(id: string) {
		await call(removeView, { params: { id } });
		await read();
	}
};

/** Where a view is shown. */
export const viewAddress = (view: ViewInput): string =>
	view.source === 'queue'
		? `/queue${writeFilters({ ...view.filters, state: view.filters.state ?? 'all' })}`
		: searchAddress(view.filters);
