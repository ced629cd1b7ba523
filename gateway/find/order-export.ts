import { EXPORTS_OPEN_LIMIT, type ExportInput } from '#contracts/export.ts';
import { audit } from '#db/event.ts';
import { countOpenExports, deleteExport, insertExport } from '#db/export.ts';
import type { Actor } from '../access/actor.ts';
import { queueExport } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

/** Orders a file of what the actor finds; a job writes it. Refuses with `exports_open` when too many are in the making. */
export const orderExport = (services: Services, actor: Actor, input: ExportInput) =>
	services.transaction(async (db) => {
		if ((await countOpenExports(db, actor.id)) >= EXPORTS_OPEN_LIMIT)
			throw new Refusal('exports_open', 409, 'Other files of yours are still in the making.');
		const ordered = await insertExport(db, actor.id, input);
		const { source, filters, format } = input;
		await audit(db, actor, 'export:ordered', ordered.id, { source, filters, format });
		await queueExport(services, db, ordered.id);
		return ordered;
	});

/** Stops or removes the actor's own file. */
export const removeExport = ({ transaction }: Services, actor: Actor, id: string) =>
	transaction(async (db) => {
		if (!(await deleteExport(db, actor.id, id)))
			throw new Refusal('not_found', 404, 'There is no such file.');
		await audit(db, actor, 'export:removed', id);
		return { removed: true };
	});
