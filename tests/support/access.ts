import { noLimit, type Scope } from '#contracts/access.ts';
import { demoStaff } from '#gateway/access/demo.ts';
import { storeUpload } from '#db/blob.ts';
import { saveScope } from '#db/staff.ts';
import { submit } from './desk.ts';
import type { Person, TestGateway } from './gateway.ts';

/** Ludhiana and Amritsar. */
export const OWN = '36';
export const FOREIGN = '27';

/** A telephone number in every spelling that an answer could show it in. */
export function spellingsOf(phone: string): string[] {
	const ten = phone.slice(-10);
	const [first, last] = [ten.slice(0, 5), ten.slice(5)];
	return [phone, ten, `${first} ${last}`, `${first}-${last}`, encodeURIComponent(phone)];
}

/** Limits one of the demonstration's people. */
export async function limit(gateway: TestGateway, person: Person, scope: Partial<Scope>): Promise<void> {
	const { id } = demoStaff.find(({ email }) => email === `${person}@sunwai.example`)!;
	await saveScope(gateway.services.pool, id, { ...noLimit, ...scope });
}

/** Limits all of them alike. */
export async function limitEverybody(gateway: TestGateway, scope: Partial<Scope>): Promise<void> {
	for (const { id } of demoStaff) await saveScope(gateway.services.pool, id, { ...noLimit, ...scope });
}

/** A waiting submission whose sender said where it lies, with an HTML original and a file. */
export async function submitIn(gateway: TestGateway, district: string, text: string, more: object = {}) {
	const { id, number, sender } = await submit(gateway, text);
	await gateway.query(
		`update submission set matter = $2, html = '<p>x</p>' where number = $1`,
		number,
		JSON.stringify({ district, ...more })
	);
	const blob = await storeUpload(gateway.services.pool, Buffer.from('x'));
	const [file] = await gateway.query<{ id: string }>(
		`insert into attachment (submission, position, name, media_type, size, blob, state)
			values ($1, 0, 'x', 'text/plain', 1, $2, 'stored') returning id`,
		id,
		blob
	);
	return { number, attachment: String(file!.id), sender: sender! };
}
