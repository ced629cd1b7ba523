/**
 * Where to go after sign-in; null where nothing was asked for. Only an address of this desk: a link must not send a
 * person who signs in elsewhere.
 */
export const nextPage = ({ searchParams }: { searchParams: Pick<URLSearchParams, 'get'> }): string | null => {
	const wanted = searchParams.get('next') ?? '';
	return /^\/[a-z]/.test(wanted) ? wanted : null;
};
