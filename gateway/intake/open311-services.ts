import type { Reference } from '#contracts/place.ts';
import { languages, type Language } from '#contracts/words.ts';
import type { Config } from '../config.ts';
import type { Answerable } from './open311-format.ts';

/** Day on which what these routes answer last changed its shape. */
const CHANGED_AT = '2026-11-24T00:00:00Z';

/** Where this server is and what it speaks. A demonstration says that it is one. */
export const describeServer = ({ publicOrigin, helpline, lab }: Config): Answerable => ({
	changeset: CHANGED_AT,
	contact: `Telephone ${helpline}, or ${publicOrigin}/complain`,
	key_service: `Keys are given by the state's grievance office: telephone ${helpline}`,
	endpoints: [
		{
			specification: 'http://wiki.open311.org/GeoReport_v2',
			url: `${publicOrigin}/open311/v2`,
			changeset: CHANGED_AT,
			type: lab ? 'test' : 'production',
			formats: ['text/xml', 'application/json']
		}
	]
});

/** Categories as services: what the desk sorts by is what other programs may report. */
export const listServices = ({ categories, departments }: Reference, language: Language): Answerable[] =>
	categories.map(({ code, names, department, keywords }) => {
		const office = departments.find((known) => known.code === department)?.names[language];
		return {
			service_code: code,
			service_name: names[language],
			description: office ? `${names[language]} (${office})` : names[language],
			metadata: true,
			type: 'realtime',
			keywords: keywords.join(','),
			group: office ?? department
		};
	});

interface Choice {
	[name: string]: string;
	key: string;
	name: string;
}
const list = (code: string, order: number, description: string, values: Choice[]) => ({
	variable: true,
	code,
	datatype: 'singlevaluelist',
	required: false,
	datatype_description: 'One key of the list',
	order,
	description,
	values
});

/** What may be said of a request beside its place: the same for every service, none of it required. */
export function defineService(
	code: string,
	{ districts, tehsils }: Reference,
	language: Language
): Answerable {
	const named = (rows: Reference['districts'] | Reference['tehsils']): Choice[] =>
		rows.map(({ code: key, names }) => ({ key, name: names[language] }));
	return {
		service_code: code,
		attributes: [
			list('DISTRICT', 1, 'District', named(districts)),
			list('TEHSIL', 2, 'Tehsil', named(tehsils)),
			{
				variable: true,
				code: 'LANDMARK',
				datatype: 'string',
				required: false,
				datatype_description: 'At most 200 characters',
				order: 3,
				description: 'Village, ward or landmark'
			},
			list(
				'LANGUAGE',
				4,
				'Language of our answer',
				languages.map((key) => ({ key, name: { pa: 'ਪੰਜਾਬੀ', hi: 'हिन्दी', en: 'English' }[key] }))
			)
		]
	};
}
