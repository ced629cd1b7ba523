import { redirect } from '@sveltejs/kit';
import { asRefusal } from '#lib/refusal.ts';
import { session } from '#lib/session.svelte.ts';
import type { LayoutLoad } from './$types';

/** Only signed-in staff come further; the others come back here after sign-in. */
export const load: LayoutLoad = async ({ url }) => {
	const next = encodeURIComponent(url.pathname + url.search);
	const me = await session.load().catch((thrown: unknown) => {
		// Their own password or second factor comes first.
		if (['password_change', 'second_factor'].includes(asRefusal(thrown).code))
			redirect(307, `/sign-in/first?next=${next}`);
		throw thrown;
	});
	if (!me) redirect(307, `/sign-in?next=${next}`);
	return { me };
};
