import type { TextField } from '#contracts/canned.ts';
import { formatNumber } from '#contracts/number.ts';
import type { Language } from '#contracts/words.ts';
import { knownOf } from '#db/canned.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

export type Values = Record<TextField, string | null>;

/** As it is written on letters here: 24-11-2026. */
const today = (now: Date) =>
	new Intl.DateTimeFormat('en-GB', {
		day: '2-digit',
		month: '2-digit',
		year: 'numeric',
		timeZone: 'Asia/Kolkata'
	})
		.format(now)
		.replaceAll('/', '-');

/** What the fields of a text mean for this matter and this agent, in each language. Refuses with `not_found`. */
export async function valuesOf({ config }: Pick<Services, 'config'>, db: Db, actor: Actor, number: string) {
	const known = await knownOf(db, actor, number);
	if (!known) throw new Refusal('not_found', 404, 'No submission has this number.');
	const { citizen, district, department, category, office } = known;
	const date = today(new Date());
	return {
		/** The citizen's; Punjabi where it is not known. */
		language: known.language ?? 'pa',
		in: (language: Language): Values => ({
			citizen_name: citizen?.trim() || null,
			number: formatNumber(known.number),
			agent_name: actor.name,
			office: office?.[language] ?? null,
			department: department?.[language] ?? null,
			district: district?.[language] ?? null,
			category: category?.[language] ?? null,
			date,
			helpline: config.helpline
		})
	};
}
