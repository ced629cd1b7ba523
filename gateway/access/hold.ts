import type { Config } from '../config.ts';
import type { Hold } from './actor.ts';

interface Signed {
	session: { method: string };
	user: { role: string; mustChangePassword: boolean; twoFactorEnabled?: boolean | null };
}

/** What the person must do before anything else. Who comes by single sign-on has password and second factor there. */
export function holdOf({ requireTotp }: Config, { session, user }: Signed): Hold | null {
	if (session.method === 'oidc') return null;
	if (user.mustChangePassword) return 'password_change';
	if (requireTotp && needsSecondFactor(user.role) && !user.twoFactorEnabled) return 'second_factor';
	return null;
}

/** Roles whose mistakes or thieves reach everybody's work. */
export const needsSecondFactor = (role: string) => role === 'admin' || role === 'supervisor';
