import { variablesOf, type NoticeKey } from '#contracts/notice.ts';
import type { Names } from '#contracts/words.ts';
import type { Told } from './compose.ts';

/** In place of a name that would say what a matter is about, or whom it is about. */
const office: Names = { en: 'the office', pa: 'ਦਫ਼ਤਰ', hi: 'कार्यालय' };
const discreet: Record<string, Names> = {
	department: office,
	office,
	category: { en: 'ask us about it', pa: 'ਵੇਰਵਾ ਸਾਡੇ ਤੋਂ ਪੁੱਛੋ', hi: 'विवरण हमसे पूछें' },
	reason: { en: 'ask us for the reason', pa: 'ਕਾਰਨ ਸਾਡੇ ਤੋਂ ਪੁੱਛੋ', hi: 'कारण हमसे पूछें' }
};
/** Where the text begins with it. */
const beginning: Names = { ...office, en: 'The office' };

/**
 * The same of a sensitive matter: a telephone is shared and a mailbox read over a shoulder, so that neither its subject
 * nor who deals with it nor anybody's words are sent. They are read on the page of the number, or heard from a person.
 */
export function discreetly<K extends NoticeKey>(told: Told<K>): Told<K> {
	const kinds = variablesOf(told.key);
	const fields = Object.fromEntries(
		Object.entries(told.fields as Record<string, unknown>).map(([name, value]) => {
			if (kinds[name] === 'words') return [name, null];
			if (name === 'department' && told.key === 'resolved') return [name, beginning];
			return [name, discreet[name] ?? value];
		})
	);
	return { ...told, fields: fields as Told<K>['fields'] };
}
