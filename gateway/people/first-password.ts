import { hashPassword } from 'better-auth/crypto';
import { randomInt } from 'node:crypto';

/** Without letters and digits that are taken for each other when a password is read out or written down. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_SIGNS = 4;

/** A password to be handed to a person once, with what is kept of it. 79 bits. */
export async function firstPassword(): Promise<{ password: string; hash: string }> {
	const group = () => Array.from({ length: GROUP_SIGNS }, () => SIGNS[randomInt(SIGNS.length)]).join('');
	const password = Array.from({ length: GROUPS }, group).join('-');
	return { password, hash: await hashPassword(password) };
}
