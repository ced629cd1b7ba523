import { Compile } from 'typebox/compile';
import { noLimit, Scope } from '#contracts/access.ts';
import { PersonInput } from '#contracts/people.ts';
import type { Row } from '#db/seed/csv.ts';
import type { Actor } from '../access/actor.ts';
import { faultsByLine, readRecords } from '../records.ts';
import type { Services } from '../services.ts';
import { faultsOf, tidy } from './check.ts';
import { createOn } from './create.ts';

/** People of one file: each costs a password hash of some 50 ms, all in one transaction. */
const LIMIT = 500;
const lists = Object.keys(Scope.properties) as (keyof Scope)[];
const person = Compile(PersonInput);

const list = (cell: string | undefined) => {
	const codes = cell?.split(/[\s;]+/).filter(Boolean) ?? [];
	return codes.length ? codes : null;
};
const inputOf = ({ name, email, role, language, ...row }: Row) => ({
	name: name ?? '',
	email: email ?? '',
	role: role?.trim(),
	language: language?.trim(),
	scope: { ...noLimit, ...Object.fromEntries(lists.map((one) => [one, list(row[one])])) }
});

/** What the contract finds wrong, by field: an unknown role, language or channel, an empty name. */
const formFaults = (input: unknown) =>
	person.Check(input)
		? []
		: [
				...new Set(
					person.Errors(input).map(({ instancePath }) => instancePath.split('/').slice(1, 3).join('.'))
				)
			].map((field) => ({ field, code: 'unknown' }));

/** Makes the people of a CSV file, all or none; on a dry run only names every fault by its line. */
export const importPeople = (
	{ transaction }: Services,
	actor: Actor,
	{ csv, dry }: { csv: string; dry: boolean }
) =>
	transaction(async (db) => {
		const lines = readRecords(csv, LIMIT);
		const inputs = lines.map(({ row }) => inputOf(row));
		const formed = inputs.map(formFaults);
		const tidied = inputs.map((input) => tidy(input as PersonInput));
		const meant = await faultsOf(db, tidied);
		const faults = faultsByLine(
			lines,
			lines.map((_, at) => [...formed[at]!, ...meant[at]!])
		);
		const made = [];
		if (!faults.length && !dry)
			for (const input of tidied) {
				const { person: one, password } = await createOn(db, actor, input);
				made.push({ email: one.email, password });
			}
		return { faults, count: lines.length, made };
	});
