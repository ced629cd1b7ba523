import { allNoticeKeys, type NoticeChannel, type NoticeKey } from '#contracts/notice.ts';
import { languages, type Language } from '#contracts/words.ts';
import { readInForce, type InForce } from '#db/template.ts';
import type { Db } from '#db/sql.ts';

/** A text that is told now. */
export type Template = Omit<InForce, 'key'> & { key: NoticeKey };

export interface Templates {
	/** The text in force; in another language where there is none in this one, undefined where there is none at all. */
	find(key: NoticeKey, channel: NoticeChannel, language: Language): Template | undefined;
	/** Reads them anew: some have changed. */
	refresh(): Promise<void>;
}

const known: readonly string[] = allNoticeKeys;

/** The texts in force, read once and again when the database tells of a change: composing asks nothing. */
export async function keepTemplates(db: Db): Promise<Templates> {
	let all = new Map<string, Template>();
	let reading: Promise<void> | undefined;
	const read = async () => {
		const rows = (await readInForce(db)).filter(({ key }) => known.includes(key)) as Template[];
		all = new Map(rows.map((row) => [`${row.key} ${row.channel} ${row.language}`, row]));
	};
	// One after the other: what was read before a change never replaces what was read after it.
	const refresh = () => {
		const before = reading ?? Promise.resolve();
		const next = before.catch(() => undefined).then(read);
		reading = next;
		return next;
	};
	await refresh();
	return {
		find: (key, channel, language) =>
			[language, ...languages].map((one) => all.get(`${key} ${channel} ${one}`)).find(Boolean),
		refresh
	};
}
