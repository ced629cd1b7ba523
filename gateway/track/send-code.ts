import { randomInt } from 'node:crypto';
import { keepCode, lockUntold, ownerOf, toldInHour, type Owner } from '#db/one-time-code.ts';
import { compose, put } from '../notice/compose.ts';
import { wayTo, type Way } from '../notice/reach.ts';
import type { Services } from '../services.ts';
import { hashed } from './hashed.ts';
import { codeLimits } from './limits.ts';
import { codeHash } from './try-code.ts';

/** How the owner of a number is told its code: at their own telephone, else where they wrote from. */
function wayToOwner(services: Services, owner: Owner): Way | null {
	const { smsAccount } = services.config;
	if (!owner.phone || !smsAccount) return wayTo(services, owner);
	return { channel: 'sms', account: smsAccount, recipient: owner.phone, sender: null };
}

/** Makes the code that was asked for and tells it, once; where nobody can be told it stays a code that fits nothing. */
export const sendCode = (services: Services, id: string): Promise<void> =>
	services.transaction(async (db) => {
		const { secret } = services;
		const asked = await lockUntold(db, id, codeLimits.minutes);
		const owner = asked && (await ownerOf(db, asked.number));
		const way = owner && wayToOwner(services, owner);
		if (!way) return;
		const recipient = hashed(secret, 'code-recipient', way.recipient);
		if ((await toldInHour(db, recipient)) >= codeLimits.perRecipient) return;
		const code = String(randomInt(1_000_000)).padStart(6, '0');
		const notice = compose(services, owner, way, {
			key: 'code',
			occasion: id,
			fields: { code, minutes: String(codeLimits.minutes) },
			secret_minutes: codeLimits.minutes
		});
		if (!notice) return;
		await keepCode(db, id, codeHash(secret, id, code), recipient);
		await put(services, db, [notice]);
	});
