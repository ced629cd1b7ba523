import type { Permission, Scope } from '#contracts/access.ts';
import type { Language, Role } from '#contracts/words.ts';
import { table } from './table.ts';

/** The signed-in person on whose behalf a verb runs, with what they are limited to. */
export interface Actor {
	id: string;
	name: string;
	email: string;
	role: Role;
	language: Language;
	/** Session of the request. */
	session: string;
	/** What the person must do before anything else; only `account` is open to them till then. */
	hold?: Hold;
	scope: Scope;
	/** True where the role sees sensitive cases. */
	sensitive?: boolean;
	/** True where the role holds posts of offices. */
	posts?: boolean;
}
/** `password_change`: someone else chose the password. `second_factor`: the role needs one, and there is none yet. */
export type Hold = 'password_change' | 'second_factor';

export type { Permission };

export const may = ({ role }: Pick<Actor, 'role'>, permission: Permission) =>
	table[permission].includes(role);

/** The person as verbs know them, with what follows from their role; at their screen and in work that they ordered. */
export const asActor = (
	person: Omit<Actor, 'session' | 'hold' | 'sensitive' | 'posts'>,
	session: string
): Actor => ({
	...person,
	session,
	sensitive: may(person, 'sensitive'),
	posts: may(person, 'redress')
});

/** Roles that have the permission. */
export const rolesThat = (permission: Permission): readonly Role[] => table[permission];
