import { createHash, randomUUID } from 'node:crypto';
import type { Reference } from '#contracts/place.ts';
import { languages } from '#contracts/words.ts';
import { emailOf } from '#adapters/web/contact.ts';
import { attributesOf, OPEN311_ACCOUNT } from '#adapters/web/open311.ts';
import { findApiKey } from '#db/api-key.ts';
import type { Services } from '../services.ts';
import { checkJurisdiction, Open311Fault } from './open311-fault.ts';

/** Characters, by the specification. */
export const DESCRIPTION_LIMIT = 4000;
const FIELD_LIMIT = 1000;
const LANDMARK_LIMIT = 200;
const REPLAY_KEY_LIMIT = 200;

/** Id of the caller's key; null when none is given. An unknown one is refused. */
export async function keyOf(
	{ pool }: Pick<Services, 'pool'>,
	key: string | null | undefined
): Promise<string | null> {
	if (!key) return null;
	const found = await findApiKey(pool, key, 'open311');
	if (!found) throw new Open311Fault(403, 'api_key is not valid');
	return found.id;
}

type Found = string | false;
const has = (fields: URLSearchParams, name: string) => !!fields.get(name)?.trim();
const between = (text: string | null, limit: number) =>
	!!text?.trim() && Number.isFinite(Number(text)) && Math.abs(Number(text)) <= limit;

function checkLocation(fields: URLSearchParams): Found[] {
	const [lat, long] = [has(fields, 'lat'), has(fields, 'long')];
	const named = has(fields, 'address_string') || has(fields, 'address_id');
	return [
		!(lat && long) && !named && 'a location is needed: lat and long, or address_string, or address_id',
		lat !== long && named && 'lat and long must be given together',
		lat && !between(fields.get('lat'), 90) && 'lat must be a number of degrees between -90 and 90',
		long && !between(fields.get('long'), 180) && 'long must be a number of degrees between -180 and 180'
	];
}

const texts = [
	'address_string',
	'address_id',
	'device_id',
	'account_id',
	'first_name',
	'last_name',
	'phone',
	'email',
	'media_url'
];
const checkTexts = (fields: URLSearchParams): Found[] => [
	[...(fields.get('description') ?? '')].length > DESCRIPTION_LIMIT &&
		`description is longer than ${DESCRIPTION_LIMIT} characters`,
	...texts.map(
		(name) =>
			(fields.get(name) ?? '').length > FIELD_LIMIT && `${name} is longer than ${FIELD_LIMIT} characters`
	),
	has(fields, 'email') && !emailOf(fields.get('email')!) && 'email is not a mail address',
	has(fields, 'media_url') &&
		!/^https?:$/.test(URL.parse(fields.get('media_url')!.trim())?.protocol ?? '') &&
		'media_url is not a web address'
];

function checkAttributes(fields: URLSearchParams, { districts, tehsils }: Reference): Found[] {
	const attributes = attributesOf(fields);
	const oneOf = (code: string, keys: readonly string[]): Found => {
		const given = attributes.get(code) ?? [];
		return (
			(given.length > 1 && `attribute[${code}] takes one value`) ||
			(given.some((value) => !keys.includes(value)) && `attribute[${code}] is none of the keys of its list`)
		);
	};
	return [
		oneOf(
			'DISTRICT',
			districts.map(({ code }) => code)
		),
		oneOf(
			'TEHSIL',
			tehsils.map(({ code }) => code)
		),
		oneOf('LANGUAGE', languages),
		(attributes.get('LANDMARK') ?? []).join('').length > LANDMARK_LIMIT &&
			`attribute[LANDMARK] is longer than ${LANDMARK_LIMIT} characters`
	];
}

function checkService(fields: URLSearchParams, { categories }: Reference): void {
	const code = fields.get('service_code')?.trim();
	if (code && !categories.some((known) => known.code === code))
		throw new Open311Fault(404, 'service_code was not found');
}

function check(fields: URLSearchParams, reference: Reference): void {
	checkJurisdiction(fields.get('jurisdiction_id'));
	checkService(fields, reference);
	const faults = [
		!has(fields, 'service_code') && 'service_code is missing',
		...checkLocation(fields),
		...checkTexts(fields),
		...checkAttributes(fields, reference)
	].filter((found) => found !== false);
	if (faults.length) throw new Open311Fault(400, ...faults);
}

/** Identity of the sending. A program that may send twice says so with an Idempotency-Key; others send once. */
const identity = (key: string, replay: string | undefined) =>
	replay
		? createHash('sha256')
				.update(`${key}\0${replay.slice(0, REPLAY_KEY_LIMIT)}`)
				.digest('hex')
		: randomUUID();

/** Makes a request durable and gives its number. `raw` is the urlencoded body. Throws `Open311Fault`. */
export async function postRequest(
	services: Services,
	reference: Reference,
	raw: string,
	{ query, replay }: { query: URLSearchParams; replay?: string }
): Promise<string> {
	const fields = new URLSearchParams(raw);
	for (const name of ['api_key', 'jurisdiction_id'])
		if (!has(fields, name) && query.has(name)) fields.set(name, query.get(name)!);
	const key = await keyOf(services, fields.get('api_key'));
	if (!key) throw new Open311Fault(403, 'api_key is missing');
	check(fields, reference);
	// The ledger is read by people: a key must not lie in it.
	fields.delete('api_key');
	const externalId = identity(key, replay);
	const { number } = await services.receive({
		account: OPEN311_ACCOUNT,
		channel: 'web',
		provider: 'open311',
		kind: 'message',
		externalId,
		url: `${services.config.publicOrigin}/open311/v2/requests`,
		headers: {
			'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
			'external-id': externalId,
			'api-key-id': key,
			'service-code': fields.get('service_code')!.trim()
		},
		body: Buffer.from(fields.toString())
	});
	return number!;
}
