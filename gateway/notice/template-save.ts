import { allNoticeKeys, type NoticeChannel, type NoticeKey } from '#contracts/notice.ts';
import { textFaults, type Fixed } from '#contracts/notice-text.ts';
import type { TemplateIds, TemplateInput } from '#contracts/template.ts';
import type { Language } from '#contracts/words.ts';
import { audit } from '#db/event.ts';
import * as templates from '#db/template.ts';
import type { Actor } from '../access/actor.ts';
import { cleanJson } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

interface TextOf {
	key: string;
	channel: NoticeChannel;
	language: Language;
}

/** What every text of this installation is filled with. */
export const fixedOf = ({ config }: Services): Fixed => ({
	helpline: config.helpline,
	site: config.publicOrigin
});

function keyOf({ key }: TextOf): NoticeKey {
	if (!(allNoticeKeys as readonly string[]).includes(key))
		throw new Refusal('not_found', 404, 'Nothing of this kind is told.');
	return key as NoticeKey;
}

/** Refuses with every fault by field. */
function check(services: Services, of: TextOf, { subject, body }: TemplateInput): void {
	const about = { ...of, key: keyOf(of) };
	const fixed = fixedOf(services);
	const faults = textFaults(body, about, fixed).map((code) => ({ field: 'body', code: code as string }));
	if (of.channel === 'email')
		faults.push(...textFaults(subject ?? '', about, fixed).map((code) => ({ field: 'subject', code })));
	if (faults.length) throw new Refusal('invalid', 400, 'Some fields need attention.', { faults });
}

const tidy = (of: TextOf, raw: TemplateInput): TemplateInput => {
	const { subject, body, byDay, ids } = cleanJson(raw);
	return { subject: of.channel === 'email' ? (subject ?? '').trim() : null, body: body.trim(), byDay, ids };
};

/** Writes the draft of a text's next version; nothing of it is told yet. Refuses with its faults by field. */
export const saveTemplate = (services: Services, actor: Actor, of: TextOf, raw: TemplateInput) =>
	services.transaction(async (db) => {
		const input = tidy(of, raw);
		check(services, of, input);
		const draft = await templates.saveDraft(db, of, input, actor.id);
		await audit(db, actor, 'template:written', draft.id, { ...of, version: draft.version, ...input });
		return draft;
	});

/** Throws the draft away. */
export const discardTemplate = (services: Services, actor: Actor, of: TextOf) =>
	services.transaction(async (db) => {
		if (!(await templates.deleteDraft(db, of))) throw new Refusal('not_found', 404, 'There is no draft.');
		await audit(db, actor, 'template:discarded', of.key, { ...of });
		return {};
	});

async function find(db: Parameters<typeof templates.lockVersion>[0], id: string) {
	const version = await templates.lockVersion(db, id);
	if (!version) throw new Refusal('not_found', 404, 'There is no such version.');
	return version;
}

/** A draft is told from now on, everywhere and at once. Refuses with `changed` when it is no draft any more. */
export const approveTemplate = (services: Services, actor: Actor, id: string) =>
	services.transaction(async (db) => {
		const draft = await find(db, id);
		if (draft.state !== 'draft') throw new Refusal('changed', 409, 'It is no draft any more.');
		// The installation's own number and address may have changed since it was written.
		check(services, draft, draft);
		await templates.retireInForce(db, draft);
		const approved = await templates.approveVersion(db, id, actor.id);
		const { key, channel, language, version } = approved;
		await audit(db, actor, 'template:approved', id, { key, channel, language, version });
		return approved;
	});

/** Notes the ids that the register gave to a text. */
export const noteIds = (services: Services, actor: Actor, id: string, ids: TemplateIds) =>
	services.transaction(async (db) => {
		const { ids: before } = await find(db, id);
		await audit(db, actor, 'template:registered', id, { before, after: ids });
		return templates.saveIds(db, id, ids);
	});
