import { VIEWS_LIMIT, type ViewInput } from '#contracts/views.ts';
import { audit } from '#db/event.ts';
import { countViews, deleteView, hasView, insertView, updateViewName, updateViewShared } from '#db/view.ts';
import type { Actor } from '../access/actor.ts';
import { cleanText } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

type With = Pick<Services, 'transaction'>;
const none = () => new Refusal('not_found', 404, 'There is no such view.');
const known = () =>
	new Refusal('known_name', 409, 'You have a view of this name already.', { field: 'name' });

function nameOf(text: string): string {
	const name = cleanText(text).replace(/\s+/g, ' ').trim();
	if (!name) throw new Refusal('invalid', 400, 'A name is needed.', { field: 'name' });
	return name;
}

/** Keeps a search or a set of queue filters under a name. Refuses with `known_name` or `too_many`. */
export const saveView = ({ transaction }: With, actor: Actor, input: ViewInput) =>
	transaction(async (db) => {
		if ((await countViews(db, actor.id)) >= VIEWS_LIMIT)
			throw new Refusal('too_many', 409, `There is room for ${VIEWS_LIMIT} views.`);
		const saved = await insertView(db, actor.id, { ...input, name: nameOf(input.name) });
		if (!saved) throw known();
		await audit(db, actor, 'view:saved', saved.id, { name: saved.name, filters: saved.filters });
		return saved;
	});

/** Gives the actor's own view another name. Refuses with `known_name`. */
export const renameView = ({ transaction }: With, actor: Actor, id: string, text: string) =>
	transaction(async (db) => {
		const name = nameOf(text);
		if (await hasView(db, actor.id, name, id)) throw known();
		const renamed = await updateViewName(db, actor.id, id, name);
		if (!renamed) throw none();
		await audit(db, actor, 'view:renamed', id, { name });
		return renamed;
	});

/** Shows the actor's own view to everybody, or hides one again, whoever shares it. */
export const shareView = ({ transaction }: With, actor: Actor, id: string, shared: boolean) =>
	transaction(async (db) => {
		const changed = await updateViewShared(db, actor.id, id, shared);
		if (!changed) throw none();
		await audit(db, actor, shared ? 'view:shared' : 'view:unshared', id, { name: changed.name });
		return changed;
	});

/** Forgets the actor's own view. */
export const removeView = ({ transaction }: With, actor: Actor, id: string) =>
	transaction(async (db) => {
		if (!(await deleteView(db, actor.id, id))) throw none();
		await audit(db, actor, 'view:removed', id);
		return { removed: true };
	});
