import { Type, type Static } from 'typebox';
import type { Reference } from './place.ts';
import type { MonthlyReport } from './report.ts';
import type { Own, Stage } from './track.ts';
import type { Language, Names } from './words.ts';

/** Limits of the citizens' form, at the boundary that they guard. */
export const formLimits = {
	text_characters: 20_000,
	place_characters: 500,
	name_characters: 200,
	files: 10,
	file_mb: 10
} as const;

/** What a citizen typed, as it was typed. */
export interface FormValues {
	text: string;
	category: string;
	district: string;
	tehsil: string;
	place: string;
	name: string;
	phone: string;
	email: string;
	language: string;
}
export type FormField = keyof FormValues | 'files' | 'form';

/** One thing to mend. `detail` fills the words of its message. */
export interface FormFault {
	field: FormField;
	/** `missing`, `long`, `unknown`, `elsewhere`, `invalid`, `many`, `big`, `type`, `empty`, `gone`, `busy`, `foreign`, `away`. */
	code: string;
	detail?: Record<string, string>;
}

/** A file that is stored and need not be attached again. */
export const KeptFile = Type.Object({
	sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
	name: Type.String(),
	mediaType: Type.String(),
	/** Bytes. */
	size: Type.Integer({ minimum: 0 })
});
export type KeptFile = Static<typeof KeptFile>;

/** Properties of each public page. */
export interface PublicPages {
	home: Record<string, never>;
	complain: {
		key: string;
		values: FormValues;
		faults: FormFault[];
		kept: { file: KeptFile; token: string }[];
		reference: Reference;
	};
	/** `qr`: SVG that we drew. */
	receipt: { number: string; qr: string };
	held: Record<string, never>;
	track: { typed: string; fault?: 'invalid' | 'unknown' };
	/** `months`: those that there are, the newest first. */
	report: { report: MonthlyReport | null; months: string[] };
	stage: { stage: Stage; department?: Names };
	/** The number is open in this browser; `form` is what its forms carry. */
	story: { stage: Stage; department?: Names; own: Own | null; form: string };
	/** A code was asked for: it is typed here. `wait`: minutes till another may be asked for. */
	code: { number: string; fault?: 'wrong' | 'wait' | 'foreign'; minutes?: number };
	error: { status: number; minutes?: number; id?: string };
}
export type PublicPage = keyof PublicPages;

/** What every page shows around its own matter. */
export interface PublicFrame {
	helpline: string;
	/** Path and query of this page without `lang`: where the language links lead. */
	here: string;
}

/** The built module of public pages. */
export interface PublicRenderer {
	renderPage<P extends PublicPage>(
		page: P,
		locale: Language,
		props: PublicPages[P],
		frame: PublicFrame
	): { html: string };
}
