import { languages } from '#contracts/words.ts';
import type { ChannelAdapter } from '../adapter.ts';
import { Unreadable, type InboundMessage, type Matter, type Media } from '../inbound.ts';
import { fetchMedia } from '../sms/media.ts';
import { emailOf, phoneOf } from './contact.ts';
import { present } from './form.ts';

export const OPEN311_ACCOUNT = 'open311';
const media_bytes = 10 * 1024 * 1024;

export interface Open311Config {
	/** Account id. */
	id?: string;
	/** Hosts that a `media_url` may be fetched from; from others only the link is kept. */
	mediaHosts?: readonly string[];
}

/** Values of `attribute[CODE]=v` and `attribute[CODE][]=v`, by code. */
export function attributesOf(fields: URLSearchParams): Map<string, string[]> {
	const found = new Map<string, string[]>();
	for (const [name, value] of fields) {
		const code = /^attribute\[([^\]]+)\](\[\])?$/.exec(name)?.[1];
		if (code && value.trim() !== '') found.set(code, [...(found.get(code) ?? []), value.trim()]);
	}
	return found;
}

const filled = (fields: URLSearchParams, name: string) => fields.get(name)?.trim() || undefined;
const numeric = (text: string | undefined) =>
	text !== undefined && Number.isFinite(Number(text)) ? Number(text) : undefined;

function matterOf(fields: URLSearchParams): Matter {
	const attributes = attributesOf(fields);
	const place = [
		filled(fields, 'address_string') ?? filled(fields, 'address_id'),
		...(attributes.get('LANDMARK') ?? [])
	];
	return present({
		category: filled(fields, 'service_code'),
		district: attributes.get('DISTRICT')?.[0],
		tehsil: attributes.get('TEHSIL')?.[0],
		address: place.filter(Boolean).join(', ') || undefined,
		latitude: numeric(filled(fields, 'lat')),
		longitude: numeric(filled(fields, 'long')),
		phone: phoneOf(filled(fields, 'phone') ?? '') ?? undefined,
		email: emailOf(filled(fields, 'email') ?? '') ?? undefined
	});
}

const allowed = (address: string, hosts: readonly string[]) => {
	if (!URL.canParse(address)) return false;
	const { hostname, origin, protocol } = new URL(address);
	return hosts.includes(origin) || (protocol === 'https:' && hosts.includes(hostname));
};

function messageOf(fields: URLSearchParams, externalId: string, hosts: readonly string[]): InboundMessage {
	const matter = matterOf(fields);
	const raw = filled(fields, 'phone') ?? filled(fields, 'email');
	const address = matter.phone ?? matter.email ?? raw ?? null;
	const name =
		[filled(fields, 'first_name'), filled(fields, 'last_name')].filter(Boolean).join(' ') || undefined;
	const link = filled(fields, 'media_url');
	const media: Media[] =
		link && allowed(link, hosts) ? [{ url: link, name: link.split('/').at(-1) || 'media' }] : [];
	const chosen = attributesOf(fields).get('LANGUAGE')?.[0];
	const language = languages.find((known) => known === chosen);
	const description = fields.get('description') ?? '';
	return {
		kind: 'message',
		externalId,
		from: { address, ...present({ name, raw: raw === address ? undefined : raw }) },
		text: [description, link].filter(Boolean).join('\n\n') || (matter.category ?? ''),
		...(language ? { language } : {}),
		media,
		matter,
		flags: [...fields.values()].some((value) => value.includes('\0')) ? ['nul_bytes'] : []
	};
}

/**
 * Open311 GeoReport v2, inbound: the urlencoded body of POST requests, without its api_key.
 * The gateway has checked it; headers `external-id`, `api-key-id` and `service-code` are the gateway's own.
 */
export const open311 = ({ id = OPEN311_ACCOUNT, mediaHosts = [] }: Open311Config = {}): ChannelAdapter => ({
	account: id,
	channel: 'web',
	provider: 'open311',
	parse({ body, headers }) {
		const fields = new URLSearchParams(body.toString('utf8'));
		const externalId = headers['external-id'];
		if (!fields.has('service_code') || !externalId) throw new Unreadable('unreadable', 'no service_code');
		return [messageOf(fields, externalId, mediaHosts)];
	},
	fetchMedia: (url) => fetchMedia(url, { hosts: mediaHosts, limit_bytes: media_bytes })
});
