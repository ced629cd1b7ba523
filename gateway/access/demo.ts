import { hashPassword } from 'better-auth/crypto';
import { keepApiKey } from '#db/api-key.ts';
import { noLimit, type Scope } from '#contracts/access.ts';
import type { Language, Role } from '#contracts/words.ts';
import { ensureHolder } from '#db/post.ts';
import { ensureStaff, type Person } from '#db/staff.ts';
import type { Services } from '../services.ts';

/** The people of a demonstration installation. Their password is printed at start and meant to be known. */
export const demoPassword = 'sunwai-demo';
/** Key of a demonstration program that posts by Open311. */
export const demoApiKey = 'sunwai-demo-open311';

const person = (
	name: string,
	address: string,
	{ role, language, limits }: { role: Role; language: Language; limits?: Partial<Scope> }
): Person => ({
	id: `demo-${address.replace(/(\d)/, '-$1')}`,
	name,
	email: `${address}@sunwai.example`,
	role,
	language,
	scope: { ...noLimit, ...limits }
});

/** Codes of the Local Government Directory. */
const LUDHIANA = '36';
const WATER_SUPPLY = '403';

export const demoStaff: Person[] = [
	person('Harpreet Kaur', 'agent', { role: 'agent', language: 'pa' }),
	person('Ravi Kumar', 'agent2', { role: 'agent', language: 'hi' }),
	person('Gurpreet Singh', 'supervisor', { role: 'supervisor', language: 'pa' }),
	person('Anita Sharma', 'admin', { role: 'admin', language: 'en' }),
	person('Manjit Kaur', 'operator', { role: 'operator', language: 'pa', limits: { districts: [LUDHIANA] } }),
	person('Baldev Raj', 'officer', {
		role: 'officer',
		language: 'pa',
		limits: { districts: [LUDHIANA], departments: [WATER_SUPPLY] }
	}),
	person('Hardeep Singh Sidhu', 'dc', { role: 'officer', language: 'pa', limits: { districts: [LUDHIANA] } }),
	person('Rajesh Gupta', 'commissioner', {
		role: 'officer',
		language: 'en',
		limits: { districts: [LUDHIANA] }
	}),
	person('Simran Gill', 'feedback', { role: 'feedback_agent', language: 'pa' }),
	person('Deepak Verma', 'viewer', { role: 'viewer', language: 'hi' }),
	person('Nisha Bansal', 'auditor', { role: 'auditor', language: 'en' })
];

/** Chairs of the supplied offices in which they sit: first redressal and both escalations of water supply in Ludhiana. */
const demoPosts: [post: string, person: string][] = [
	[`district-${WATER_SUPPLY}-${LUDHIANA}.1`, 'demo-officer'],
	[`dc-${LUDHIANA}.2`, 'demo-dc'],
	['division-patiala.3', 'demo-commissioner']
];

/** It is the same for all of them, and takes a tenth of a second. */
let hash: Promise<string> | undefined;

/** Makes the demonstration people and the Open311 key where they are missing. */
export async function seedDemo({ transaction }: Pick<Services, 'transaction'>): Promise<void> {
	const kept = await (hash ??= hashPassword(demoPassword));
	await transaction(async (db) => {
		for (const staff of demoStaff) await ensureStaff(db, staff, kept);
		for (const [post, holder] of demoPosts) await ensureHolder(db, post, holder);
		await keepApiKey(db, 'demonstration', demoApiKey);
	});
}
