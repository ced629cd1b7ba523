import jwt from 'jsonwebtoken';
import type { TwilioVoiceConfig } from '../ivr/twilio-voice.ts';

interface Grants {
	identity?: string;
	voice?: { incoming?: { allow?: boolean } };
}

/** Whom a softphone's token lets it be rung as (`client:<identity>`); null where the account's key did not sign it so. */
export function identityOf({ accountSid, softphone }: TwilioVoiceConfig, token: string): string | null {
	if (!softphone) return null;
	try {
		const { keySid, keySecret } = softphone;
		const claims = jwt.verify(token, keySecret, {
			algorithms: ['HS256'],
			issuer: keySid,
			subject: accountSid
		});
		const grants = typeof claims === 'string' ? undefined : (claims['grants'] as Grants | undefined);
		return grants?.voice?.incoming?.allow === true ? (grants.identity ?? null) : null;
	} catch {
		return null;
	}
}
