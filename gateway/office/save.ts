import type { OfficeInput } from '#contracts/office.ts';
import { audit } from '#db/event.ts';
import * as offices from '#db/office.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { faultsOf, tidy } from './check.ts';

async function find(db: Db, code: string) {
	const office = await offices.findOffice(db, code);
	if (!office) throw new Refusal('not_found', 404, 'There is no such office.');
	return office;
}

const refuse = (faults: { field: string; code: string }[]) => {
	if (faults.length) throw new Refusal('invalid', 400, 'Some fields need attention.', { faults });
};

/** Makes an office. Refuses with every fault by field. */
export const createOffice = ({ transaction }: Services, actor: Actor, raw: offices.NewOffice) =>
	transaction(async (db) => {
		await offices.lockOffices(db);
		const input = tidy(raw);
		const known = (await offices.findOffice(db, input.code)) !== null;
		const faults = (await faultsOf(db, [input])).flat();
		refuse(known ? [...faults, { field: 'code', code: 'known_code' }] : faults);
		await offices.putOffice(db, input);
		await audit(db, actor, 'office:made', input.code, { ...input });
		return find(db, input.code);
	});

/** Changes what is said of an office. */
export const saveOffice = ({ transaction }: Services, actor: Actor, code: string, raw: OfficeInput) =>
	transaction(async (db) => {
		await offices.lockOffices(db);
		const before = await find(db, code);
		const input = tidy({ ...raw, code });
		refuse((await faultsOf(db, [input])).flat());
		await offices.putOffice(db, input);
		await audit(db, actor, 'office:changed', code, { before, after: input });
		return find(db, code);
	});

/** Retires an office, or offers it again. Refuses with `has_offices` while offices in use belong to it. */
export const activateOffice = ({ transaction }: Services, actor: Actor, code: string, active: boolean) =>
	transaction(async (db) => {
		await offices.lockOffices(db);
		await find(db, code);
		if (!active && (await offices.officesBelow(db, [code])).some((one) => one.active))
			throw new Refusal('has_offices', 409, 'First retire the offices that belong to it.');
		await offices.setOfficeActive(db, code, active);
		await audit(db, actor, active ? 'office:restored' : 'office:retired', code);
		return find(db, code);
	});
