import type { Reference } from '#contracts/place.ts';
import type { SuggestInput, Suggestions } from '#contracts/suggest.ts';
import { campaignsLike } from '#db/campaign.ts';
import { audit, notYetSuggested } from '#db/event.ts';
import { nearestExamples, type Near } from '#db/example.ts';
import {
	casesLike,
	citizensLike,
	duplicatesLike,
	likenesses,
	readAbout,
	seenOf,
	waitingTexts
} from '#db/suggest.ts';
import type { Viewer } from '#db/scope.ts';
import type { Actor } from '../access/actor.ts';
import { referenceOf } from '../reference.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { phoneOf } from './citizen.ts';
import { hintsOf } from './hints.ts';
import { detectLanguage } from './language.ts';
import { comparable } from './learn.ts';
import { numbersIn, phonesIn } from './numbers.ts';
import { scriptOf } from './script.ts';
import { normalise, tokensOf } from '#contracts/skeleton.ts';
import { keywordsOf, vote } from './vote.ts';

/** Settled submissions that vote. */
const NEIGHBOURS = 15;
/** From here on two texts are likely the same one, sent again or by another hand. */
const SAME_TEXT = 0.45;
const SAME_TEXT_DAYS = 30;

interface About {
	number: string | null;
	text: string;
	addresses: string[];
	name: string | null;
	answers: string | null;
	/** Number that the caller typed. */
	about: string | null;
	category: string | null;
	district: string | null;
}
type Reads = Pick<Services, 'pool' | 'log'>;

const keywords = new WeakMap<Reference, ReturnType<typeof keywordsOf>>();
async function keywordsNow(services: Reads) {
	const reference = await referenceOf(services);
	const known = keywords.get(reference) ?? keywordsOf(reference.categories);
	keywords.set(reference, known);
	return known;
}

/** What waits and reads the same: nobody has put it among the examples yet. */
async function waitingAlike({ pool }: Reads, number: string | null, skeleton: string) {
	const waiting = await waitingTexts(pool, number);
	const others = waiting.map((other) => ({ number: other.number, skeleton: normalise(other.text) }));
	return likenesses(pool, skeleton, others, SAME_TEXT);
}

const settledAlike = (nearest: readonly Near[]) =>
	nearest
		.filter(({ similarity, age }) => similarity >= SAME_TEXT && age <= SAME_TEXT_DAYS)
		.map(({ number, similarity }) => ({ number, similarity }));

/** All suggestions for a matter, from what is known of it. */
export async function suggestionsOf(services: Reads, viewer: Viewer, about: About): Promise<Suggestions> {
	const { pool } = services;
	const { number, text, answers, district } = about;
	const mentioned = [...new Set([...(about.about ? [about.about] : []), ...numbersIn(text)])];
	const tokens = tokensOf(text);
	const { skeleton, words } = comparable(tokens);
	const [found, waiting, known, citizens, campaigns] = await Promise.all([
		words.length ? nearestExamples(pool, { skeleton, words, limit: NEIGHBOURS + 1 }) : [],
		words.length ? waitingAlike(services, number, skeleton) : [],
		keywordsNow(services),
		citizensLike(pool, viewer, about),
		words.length ? campaignsLike(pool, viewer, skeleton) : []
	]);
	const nearest = found.filter((near) => near.number !== number).slice(0, NEIGHBOURS);
	const shown = await seenOf(
		pool,
		viewer,
		nearest.map((near) => near.number)
	);
	const categories = vote(tokens, nearest, { keywords: known, shown });
	const ids = citizens.filter(({ certainty }) => certainty === 'known').map(({ citizen }) => citizen.id);
	const [cases, duplicates] = await Promise.all([
		casesLike(pool, viewer, { number, answers, mentioned, citizens: ids }),
		duplicatesLike(pool, viewer, {
			...{ number, skeleton, district },
			addresses: about.addresses,
			citizens: ids,
			category: about.category ?? categories[0]?.category ?? null,
			alike: [...settledAlike(nearest), ...waiting]
		})
	]);
	const hints = hintsOf(tokens);
	return {
		...{ language: detectLanguage(text), script: scriptOf(text) },
		...{ categories, citizens, cases, duplicates, hints },
		campaigns: campaigns.filter(({ grievance }) => grievance !== number)
	};
}

/** Every address that a person is known by: given ones as they are kept, and telephones that the text names. */
const addressesOf = (given: (string | null | undefined)[], text: string) => [
	...new Set([
		...given.flatMap((address) =>
			!address ? [] : address.includes('@') ? [address.trim().toLowerCase()] : [phoneOf(address) ?? address]
		),
		...phonesIn(text)
	])
];

/** Suggestions for a submission; who looked was audited when it was opened. */
export async function suggest(services: Reads, viewer: Viewer, number: string): Promise<Suggestions> {
	const about = await readAbout(services.pool, viewer, number);
	if (!about) throw new Refusal('not_found', 404, 'No submission has this number.');
	const addresses = addressesOf([about.sender, about.phone, about.email], about.text);
	return suggestionsOf(services, viewer, { ...about, number, addresses });
}

/** The submission's own words, and what the agent adds to them: a call has none until someone types. */
const joined = (own: string, typed: string) =>
	own.includes(typed.trim().slice(0, 100)) ? own : `${own}\n${typed}`;

/** Notes which citizens were shown about a matter that is being typed, each once, however often it is asked. */
const auditSuggested = (services: Services, actor: Actor, subject: string, citizens: string[]) =>
	services.transaction(async (db) => {
		const first = subject ? await notYetSuggested(db, actor.id, subject, citizens) : citizens;
		if (first.length) await audit(db, actor, 'citizen:suggested', subject, { citizens: first });
	});

/** Suggestions for what is being typed. That citizens were found by it is audited. */
export async function suggestTyped(
	services: Services,
	actor: Actor,
	{ text, name, phone, email, number, draft, ...input }: SuggestInput
): Promise<Suggestions> {
	const own = number ? await readAbout(services.pool, actor, number) : null;
	const whole = own ? joined(own.text, text) : text;
	const suggestions = await suggestionsOf(services, actor, {
		...{ text: whole, number: number ?? null, answers: own?.answers ?? null, about: own?.about ?? null },
		addresses: addressesOf([own?.sender, own?.phone, own?.email, phone, email], whole),
		name: name?.trim() || null,
		category: input.category || null,
		district: input.district || null
	});
	const found = suggestions.citizens.map(({ citizen }) => citizen.id);
	if (found.length) await auditSuggested(services, actor, number ?? draft ?? '', found);
	return suggestions;
}
