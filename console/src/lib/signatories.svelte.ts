import {
	leaveCampaign,
	readCampaign,
	readSignatories,
	removeSignatory,
	type Campaign,
	type Signatory
} from '#contracts/campaign.ts';
import { call } from './call.ts';
import { asRefusal, type Refusal } from './refusal.ts';
import { tryTo } from './verbs.ts';

const rest_ms = 300;

/** The campaign of a grievance with those who bring it: by pages, searched while one types. */
export class Signatories {
	/** Undefined while it is not known; null where the grievance is no campaign. */
	campaign = $state.raw<Campaign | null | undefined>();
	rows = $state.raw<Signatory[]>([]);
	refusal = $state.raw<Refusal | null>(null);
	busy = $state(false);
	readonly grievance: string;
	#q = '';
	#next: string | null = null;
	#turn = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(grievance: string) {
		this.grievance = grievance;
	}

	async load() {
		try {
			const params = { number: this.grievance };
			this.campaign = (await call(readCampaign, { params })).campaign;
			this.refusal = null;
			if (this.campaign) await this.#page(null);
		} catch (thrown) {
			this.refusal = asRefusal(thrown);
		}
	}

	/** Reads from this place; an answer to an older question is not shown. */
	async #page(after: string | null) {
		const turn = (this.#turn += 1);
		this.busy = true;
		const query = { ...(this.#q ? { q: this.#q } : {}), ...(after ? { after } : {}) };
		const page = await tryTo(() => call(readSignatories, { params: { number: this.grievance }, query }));
		if (turn !== this.#turn) return;
		this.busy = false;
		if (!page) return;
		this.rows = after ? [...this.rows, ...page.rows] : page.rows;
		this.#next = page.next;
	}

	more = () => {
		if (this.#next && !this.busy) void this.#page(this.#next);
	};

	/** Looks for a name, telephone or number once the hands rest. */
	find(q: string) {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			this.#q = q.trim();
			void this.#page(null);
		}, rest_ms);
	}

	/** Takes one off the campaign; false where it was refused. */
	async remove({ id, number }: Signatory, reason: string) {
		const gone = await tryTo<unknown>(() =>
			number
				? call(leaveCampaign, { params: { number }, body: { reason } })
				: call(removeSignatory, { params: { id: id ?? '' }, body: { reason } })
		);
		if (gone) await this.load();
		return gone !== null;
	}

	stop() {
		clearTimeout(this.#timer);
		this.#turn += 1;
	}
}
