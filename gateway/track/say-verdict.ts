import { theCitizen } from '../grievance/by.ts';
import { reopen } from '../grievance/reopen.ts';
import { giveVerdict } from '../grievance/verdict.ts';
import type { Said } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

const refused = (fault: unknown) => {
	if (!(fault instanceof Refusal) || fault.status < 400 || fault.status >= 500) throw fault;
	return null;
};

/**
 * Takes the citizen's word: of a resolution the verdict, of what was closed already that it is open again, where they
 * are not satisfied and in time. False where neither is to be had any more; said twice it counts once.
 */
export async function sayVerdict(
	services: Services,
	{ number, verdict, words, channel }: Said
): Promise<boolean> {
	const given = await giveVerdict(services, theCitizen, number, { verdict, words, channel }).catch(refused);
	if (given || verdict !== 'not_satisfied') return given !== null;
	return (await reopen(services, theCitizen, number, { words, channel }).catch(refused)) !== null;
}
