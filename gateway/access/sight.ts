import { may, type Actor } from './actor.ts';

/** What a person is shown of citizens, and so may find by its parts and take home in a file. */
export interface Sight {
	/** Telephones and mail addresses. */
	contact: boolean;
	/** House, street, landmark. */
	place: boolean;
}

/** What the role is shown. */
export const sightOf = (actor: Pick<Actor, 'role'>): Sight => ({
	contact: may(actor, 'contact'),
	place: may(actor, 'place')
});
