import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { KeptFile } from '#contracts/public.ts';
import { languages, type Language } from '#contracts/words.ts';
import type { ChannelAdapter } from '../adapter.ts';
import { Unreadable, type InboundMessage, type Matter } from '../inbound.ts';
import { emailOf, phoneOf } from './contact.ts';

export const FORM_ACCOUNT = 'web';

/** Body of a form's delivery: what was typed, as it was typed, and the files already stored. */
export const FormBody = Type.Object({
	/** Identity of the sending: the form's key with a hash of its content. */
	externalId: Type.String({ minLength: 1 }),
	fields: Type.Record(Type.String(), Type.String()),
	files: Type.Array(KeptFile)
});
export type FormBody = Static<typeof FormBody>;

const read = (body: Buffer): FormBody => {
	let parsed: unknown;
	try {
		parsed = JSON.parse(body.toString('utf8'));
	} catch {
		throw new Unreadable('unreadable', 'not JSON');
	}
	if (!Value.Check(FormBody, parsed)) throw new Unreadable('unreadable', 'not the fields of the form');
	return parsed;
};

const filled = (fields: Record<string, string>, name: string) => fields[name]?.trim() || undefined;
/** Leaves out what was not filled in. */
export const present = <T extends object>(record: T) =>
	Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined && value !== null)) as {
		[K in keyof T]?: NonNullable<T[K]>;
	};

const matterOf = (fields: Record<string, string>): Matter =>
	present({
		category: filled(fields, 'category'),
		district: filled(fields, 'district'),
		tehsil: filled(fields, 'tehsil'),
		address: filled(fields, 'place'),
		phone: phoneOf(fields['phone'] ?? '') ?? undefined,
		email: emailOf(fields['email'] ?? '') ?? undefined
	});

function messageOf({ externalId, fields, files }: FormBody): InboundMessage {
	const matter = matterOf(fields);
	const name = filled(fields, 'name');
	const raw = filled(fields, 'phone') ?? filled(fields, 'email');
	const address = matter.phone ?? matter.email ?? raw ?? null;
	const language = languages.find((known) => known === fields['language']) as Language | undefined;
	return {
		kind: 'message',
		externalId,
		from: { address, ...present({ name, raw: raw === address ? undefined : raw }) },
		text: fields['text'] ?? '',
		...(language ? { language } : {}),
		media: files.map(({ sha256, name: file, mediaType, size }) => ({
			blob: sha256,
			name: file,
			mediaType,
			size
		})),
		matter,
		flags: Object.values(fields).some((value) => value.includes('\0')) ? ['nul_bytes'] : []
	};
}

/** The citizens' form of our own public pages. Its deliveries are written by the gateway. */
export const webForm = ({ id = FORM_ACCOUNT }: { id?: string } = {}): ChannelAdapter => ({
	account: id,
	channel: 'web',
	provider: 'form',
	parse: ({ body }) => [messageOf(read(body))]
});
