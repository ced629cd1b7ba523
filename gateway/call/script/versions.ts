import type { ScriptVersion } from '#contracts/script-desk.ts';
import type { Script } from '#contracts/script.ts';
import { audit } from '#db/event.ts';
import { readScript } from '#db/script.ts';
import * as versions from '#db/script-version.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../../access/actor.ts';
import { cleanJson, cleanText } from '../../intake/clean.ts';
import { Refusal } from '../../refusal.ts';
import type { Services } from '../../services.ts';
import { check } from './check/check.ts';

const subject = (version: number) => `script ${version}`;

async function find(db: Db, version: number): Promise<ScriptVersion> {
	const row = await versions.readVersion(db, version);
	if (!row) throw new Refusal('not_found', 404, 'There is no such version.');
	return row;
}

async function findDraft(db: Db, version: number): Promise<ScriptVersion> {
	await versions.lockVersions(db);
	const row = await find(db, version);
	if (row.state !== 'draft') throw new Refusal('published', 409, 'A published version does not change.');
	return row;
}

/** A version whole, with what speaks against putting it in force. */
export async function showScript(db: Db, version: number) {
	const row = await find(db, version);
	const script = await readScript(db, version);
	return { row, script, findings: check(script) };
}

/** Makes a draft that is a copy of a version. */
export const draftScript = ({ transaction }: Services, actor: Actor, from: number) =>
	transaction(async (db) => {
		await versions.lockVersions(db);
		const version = await versions.copyVersion(db, actor, from);
		if (version === null) throw new Refusal('not_found', 404, 'There is no such version.');
		await audit(db, actor, 'script:drafted', subject(version), { from });
		return find(db, version);
	});

/** Names of what differs between two records. */
const changedIn = (before: Record<string, unknown>, after: Record<string, unknown>) =>
	[...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
		(name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])
	);

/** Saves a draft, finished or not. Refuses with `changed` when somebody saved it meanwhile. */
export const saveScript = (
	{ transaction }: Services,
	actor: Actor,
	version: number,
	{ revision, script: raw }: { revision: number; script: Script }
) =>
	transaction(async (db) => {
		await findDraft(db, version);
		const before = await readScript(db, version);
		const script = cleanJson(raw);
		if (!(await versions.saveVersion(db, version, revision, script)))
			throw new Refusal('changed', 409, 'Somebody else has saved this draft. Load it again.');
		await audit(db, actor, 'script:changed', subject(version), {
			nodes: changedIn(before.nodes, script.nodes),
			prompts: changedIn(before.prompts, script.prompts)
		});
		return showScript(db, version);
	});

/** Takes a draft away. */
export const discardScript = ({ transaction }: Services, actor: Actor, version: number) =>
	transaction(async (db) => {
		await findDraft(db, version);
		await versions.dropVersion(db, version);
		await audit(db, actor, 'script:discarded', subject(version));
		return { discarded: true };
	});

/**
 * Puts a version in force, a draft or an earlier one: calls that begin from now on walk it, those that go on keep
 * theirs. Refuses with `findings` when the checker finds anything.
 */
export const enforceScript = ({ transaction }: Services, actor: Actor, version: number, reason: string) =>
	transaction(async (db) => {
		await versions.lockVersions(db);
		const { row, findings } = await showScript(db, version);
		if (row.state === 'in_force') throw new Refusal('in_force', 409, 'This version is in force already.');
		if (findings.length) throw new Refusal('findings', 409, 'The checker finds something in it.');
		const why = cleanText(reason.trim());
		if (!why) throw new Refusal('required', 400, 'Say why.', { field: 'reason' });
		await versions.putInForce(db, actor, version, why);
		await audit(db, actor, 'script:published', subject(version), { reason: why });
		return find(db, version);
	});
