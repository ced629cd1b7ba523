import type { Breakdown, Way } from '#contracts/dashboard.ts';
import type { FigureFilters } from '#contracts/export.ts';
import type { Language } from '#contracts/words.ts';
import type { Actor } from '../access/actor.ts';
import type { Content } from '../find/export-rows.ts';
import { exportWords } from '../find/export-words.ts';
import type { Services } from '../services.ts';
import { breakDown } from './dashboard.ts';

/** Headings after the first, which says what the figures are told apart by, and the names of the ways. */
const words: Record<
	Language,
	{ sheet: string; unknown: string; ways: Record<Way, string>; columns: string[] }
> = {
	en: {
		sheet: 'Figures',
		unknown: 'Not known',
		ways: {
			...{ division: 'Division', district: 'District', tehsil: 'Tehsil', department: 'Department' },
			...{ office: 'Office', category: 'Category', channel: 'Channel' }
		},
		columns: [
			...[
				'Code',
				'From',
				'To',
				'Received',
				'Late',
				'Escalated',
				'Reopened',
				'Merged',
				'Settled',
				'Settled in time'
			],
			...['Satisfied', 'Partly satisfied', 'Not satisfied', 'Unverified', 'Special closure', 'Not taken up'],
			...[
				'Withdrawn',
				'Median days',
				'Open now',
				'Open and late',
				'Oldest open',
				'Received before',
				'Settled before'
			]
		]
	},
	hi: {
		sheet: 'आँकड़े',
		unknown: 'ज्ञात नहीं',
		ways: {
			...{ division: 'मंडल', district: 'ज़िला', tehsil: 'तहसील', department: 'विभाग' },
			...{ office: 'कार्यालय', category: 'श्रेणी', channel: 'माध्यम' }
		},
		columns: [
			...[
				'कोड',
				'से',
				'तक',
				'प्राप्त',
				'विलंबित',
				'ऊपर भेजे गए',
				'दोबारा खुले',
				'मिलाए गए',
				'निपटाए गए',
				'समय पर निपटाए'
			],
			...['संतुष्ट', 'आंशिक रूप से संतुष्ट', 'असंतुष्ट', 'असत्यापित', 'विशेष समापन', 'विचार में नहीं लिए गए'],
			...['वापस लिए गए', 'माध्य दिन', 'अभी खुले', 'खुले और विलंबित', 'सबसे पुराना खुला', 'पहले प्राप्त', 'पहले निपटाए']
		]
	},
	pa: {
		sheet: 'ਅੰਕੜੇ',
		unknown: 'ਪਤਾ ਨਹੀਂ',
		ways: {
			...{ division: 'ਡਿਵੀਜ਼ਨ', district: 'ਜ਼ਿਲ੍ਹਾ', tehsil: 'ਤਹਿਸੀਲ', department: 'ਵਿਭਾਗ' },
			...{ office: 'ਦਫ਼ਤਰ', category: 'ਸ਼੍ਰੇਣੀ', channel: 'ਮਾਧਿਅਮ' }
		},
		columns: [
			...['ਕੋਡ', 'ਤੋਂ', 'ਤੱਕ', 'ਪ੍ਰਾਪਤ', 'ਲੇਟ', 'ਉੱਪਰ ਭੇਜੇ', 'ਮੁੜ ਖੁੱਲ੍ਹੇ', 'ਮਿਲਾਏ', 'ਨਿਪਟਾਏ', 'ਸਮੇਂ ਸਿਰ ਨਿਪਟਾਏ'],
			...['ਸੰਤੁਸ਼ਟ', 'ਕੁਝ ਹੱਦ ਤੱਕ ਸੰਤੁਸ਼ਟ', 'ਅਸੰਤੁਸ਼ਟ', 'ਬਿਨਾਂ ਪੁਸ਼ਟੀ', 'ਵਿਸ਼ੇਸ਼ ਸਮਾਪਤੀ', 'ਵਿਚਾਰ ਵਿੱਚ ਨਹੀਂ ਲਏ'],
			...['ਵਾਪਸ ਲਏ', 'ਵਿਚਕਾਰਲੇ ਦਿਨ', 'ਹੁਣ ਖੁੱਲ੍ਹੇ', 'ਖੁੱਲ੍ਹੇ ਤੇ ਲੇਟ', 'ਸਭ ਤੋਂ ਪੁਰਾਣਾ ਖੁੱਲ੍ਹਾ', 'ਪਹਿਲਾਂ ਪ੍ਰਾਪਤ', 'ਪਹਿਲਾਂ ਨਿਪਟਾਏ']
		]
	}
};

/** The figures of the dashboard's table as a file: a row for each part, counts only, so that anything can be computed. */
export async function figuresOfFile(
	services: Services,
	actor: Actor,
	{ by = 'district', ...query }: FigureFilters,
	language: Language
): Promise<Content> {
	const { sheet, unknown, ways, columns } = words[language];
	const { rows, period } = await breakDown(services, actor, by, query);
	const nameOf = ({ code, names }: Breakdown) =>
		names?.[language] ??
		(code === '' ? unknown : by === 'channel' ? (exportWords[language].values[code] ?? code) : code);
	const cells = rows.map((row) => {
		const { now, prior, open } = row;
		return [
			...[nameOf(row), row.code, period.from, period.to],
			...[now.received, now.late, now.escalated, now.reopened, now.merged, now.settled, now.inTime],
			...[
				now.satisfied,
				now.partly,
				now.notSatisfied,
				now.unverified,
				now.special,
				now.notTakenUp,
				now.withdrawn
			],
			...[now.medianDays ?? '', open.open, open.openLate, open.oldest ?? '', prior.received, prior.settled]
		];
	});
	return {
		...{ sheet, heading: [ways[by], ...columns], total: cells.length, cut: false },
		rows: async (from, to) => cells.slice(from, to)
	};
}
