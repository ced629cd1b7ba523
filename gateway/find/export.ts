import { EXPORT_KEPT_HOURS, EXPORT_ROW_LIMIT } from '#contracts/export.ts';
import {
	beatExport,
	finishExport,
	giveUpExport,
	insertPart,
	isOpenExport,
	readExported,
	takeExport
} from '#db/export.ts';
import { queueIds } from '#db/queue.ts';
import { findStaff } from '#db/staff.ts';
import { asActor, may, type Actor } from '../access/actor.ts';
import { referenceOf } from '../reference.ts';
import type { Services } from '../services.ts';
import { soughtIn } from '../triage/search-words.ts';
import { exportRows, type Content } from './export-rows.ts';
import { figuresOfFile } from '../report/export-figures.ts';
import { queueHits } from './queue.ts';
import { hitsOf } from './search.ts';
import { csvSheet, xlsxSheet } from './sheet.ts';

const BATCH = 500;
/** Characters of a text that a cell holds; a spreadsheet's own limit is 32,767. */
const TEXT_LIMIT = 8000;
/** Whoever has shown no sign of life for this long is taken for dead. */
export const EXPORT_LOST_SECONDS = 8;
const ATTEMPTS = 3;

type Taken = NonNullable<Awaited<ReturnType<typeof takeExport>>>;

/** Somebody else writes it now, or nobody wants it any more. */
class Superseded extends Error {}

/** Who ordered it, as they are now: what they may not see any more is not in the file. */
async function orderer({ pool }: Services, { person, source }: Taken): Promise<Actor | null> {
	const found = await findStaff(pool, person);
	const allowed = found && may(found, 'export') && (source !== 'dashboard' || may(found, 'dashboard'));
	return allowed ? asActor(found, '') : null;
}

async function idsOf(
	{ pool }: Services,
	actor: Actor,
	work: Exclude<Taken, { source: 'dashboard' }>
): Promise<string[]> {
	const limit = EXPORT_ROW_LIMIT + 1;
	if (work.source === 'queue') {
		const found = await queueHits(pool, actor, work.filters);
		return queueIds(pool, work.filters, actor, { found, limit });
	}
	const sought = work.filters.q ? soughtIn(work.filters.q) : null;
	const { ids } = await hitsOf(pool, actor, work.filters, { sought, after: null, limit });
	return ids;
}

/** What is to be written: its heading, and its rows in portions. */
async function contentOf(services: Services, actor: Actor, work: Taken): Promise<Content> {
	const { pool } = services;
	if (work.source === 'dashboard') return figuresOfFile(services, actor, work.filters, work.language);
	const found = await idsOf(services, actor, work);
	const ids = found.slice(0, EXPORT_ROW_LIMIT);
	const { sheet, heading, cellsOf } = exportRows(actor, work.language, await referenceOf(services));
	return {
		...{ sheet, heading, total: ids.length, cut: found.length > ids.length },
		rows: async (from, to) => (await readExported(pool, actor, ids.slice(from, to), TEXT_LIMIT)).map(cellsOf)
	};
}

async function write(services: Services, actor: Actor, work: Taken): Promise<number> {
	const { pool } = services;
	const { sheet: name, heading, total, cut, rows } = await contentOf(services, actor, work);
	let size = 0;
	let position = 0;
	const store = async (part: Buffer) => {
		size += part.length;
		if (!(await insertPart(pool, work, position++, part))) throw new Superseded();
	};
	const sheet = await { csv: csvSheet, xlsx: xlsxSheet }[work.format]({ name, heading, store });
	for (let at = 0; at < total; at += BATCH) {
		if (!(await beatExport(pool, work, at, total, cut))) throw new Superseded();
		await sheet.add(await rows(at, at + BATCH));
	}
	await sheet.end();
	if (!(await beatExport(pool, work, total, total, cut))) throw new Superseded();
	return size;
}

/**
 * Writes the file that was ordered. After a kill the job comes again and begins anew; two that write the same one do
 * not mix. Within what the person sees when it runs.
 */
export async function writeExport(services: Services, id: string): Promise<void> {
	const { pool, log, transaction } = services;
	const work = await takeExport(pool, id, EXPORT_LOST_SECONDS);
	if (!work) {
		// Its writer may just have died: the job comes again till there is a file, or another sign of life.
		if (await isOpenExport(pool, id)) throw new Error('another process has it in hand');
		return;
	}
	const actor = await orderer(services, work);
	if (!actor) return void (await giveUpExport(pool, work, 'forbidden', EXPORT_KEPT_HOURS));
	try {
		const size = await write(services, actor, work);
		await transaction((db) => finishExport(db, work, size, EXPORT_KEPT_HOURS));
	} catch (fault) {
		if (fault instanceof Superseded) return;
		log.error({ err: fault, export: id }, 'export failed');
		const last = work.attempt >= ATTEMPTS;
		await giveUpExport(pool, work, last ? (fault as Error).message : null, EXPORT_KEPT_HOURS);
		if (!last) throw fault;
	}
}
