import { createPublicKey } from 'node:crypto';
import jwt from 'jsonwebtoken';

/** Whether a request shows a token that the application's own key signed (RS256) and that has not run out. */
export const vonageApplication = ({
	applicationId,
	privateKey
}: {
	applicationId: string;
	privateKey: string;
}) => {
	const key = createPublicKey(privateKey);
	return (authorization: string | undefined): boolean => {
		try {
			const token = (authorization ?? '').replace(/^Bearer /, '');
			const claims = jwt.verify(token, key, { algorithms: ['RS256'] });
			return typeof claims !== 'string' && claims['application_id'] === applicationId;
		} catch {
			return false;
		}
	};
};
