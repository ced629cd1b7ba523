/** One or several errors of a request to Open311, all answered with the same HTTP status. */
export class Open311Fault extends Error {
	readonly status: 400 | 403 | 404;
	readonly descriptions: string[];
	constructor(status: 400 | 403 | 404, ...descriptions: string[]) {
		super(descriptions.join('; '));
		this.status = status;
		this.descriptions = descriptions;
	}
}

/** The one jurisdiction that this installation answers for. */
export const JURISDICTION = 'punjab.gov.in';

/** Refuses another jurisdiction than ours; none named is ours. */
export function checkJurisdiction(jurisdiction: string | null | undefined): void {
	if (jurisdiction && jurisdiction !== JURISDICTION)
		throw new Open311Fault(404, `jurisdiction_id was not found; this server answers for ${JURISDICTION}`);
}
