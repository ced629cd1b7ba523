import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isNumber } from '#contracts/number.ts';
import type { StoryFault } from '#contracts/track.ts';
import { storeUpload } from '#db/blob.ts';
import { addInformation } from '../grievance/add-information.ts';
import { answer } from '../grievance/answer.ts';
import { theCitizen } from '../grievance/by.ts';
import { reopen } from '../grievance/reopen.ts';
import { giveVerdict } from '../grievance/verdict.ts';
import { withdraw } from '../grievance/withdraw.ts';
import { isFile, readParts } from '../intake/form-parts.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { fieldOf } from './fields.ts';
import { sendErrorPage } from './page.ts';
import { isOwnForm } from './track-session.ts';
import type { ByNumber } from './by-number.ts';
import { showStage, showStory } from './track-page.ts';

const WORDS_LIMIT = 4000;
const FILES_LIMIT = 10;
const limited = { config: { rateLimit: { max: 60, timeWindow: 60_000 } } };
const channel = 'web' as const;

type Form = StoryFault['form'];
/** A citizen's form, filled in. */
interface Filled {
	form: Form;
	words: string;
}
type Act = (number: string, filled: Filled, field: (name: string) => string) => Promise<unknown>;

const verdicts = ['satisfied', 'partly', 'not_satisfied'] as const;

/** What the citizen may do whose number is open in this browser: each by the verb of the case, and back to the story. */
export function verbRoutes(app: FastifyInstance, services: Services): void {
	const acts: Record<Exclude<Form, 'information'>, Act> = {
		verdict: (number, { words }, field) => {
			const verdict = verdicts.find((one) => one === field('verdict'));
			if (!verdict) throw new Refusal('choose', 400);
			if (verdict !== 'satisfied' && !words) throw new Refusal('missing', 400);
			return giveVerdict(services, theCitizen, number, { verdict, words, channel });
		},
		appeal: (number, { words }) => {
			if (!words) throw new Refusal('missing', 400);
			return reopen(services, theCitizen, number, { words, channel });
		},
		answer: (number, { words }) => {
			if (!words) throw new Refusal('missing', 400);
			return answer(services, theCitizen, number, { words, channel });
		},
		withdraw: (number, { words }, field) => {
			if (field('sure') !== 'yes') throw new Refusal('sure', 400);
			return withdraw(services, theCitizen, number, { words, channel, proof: 'one_time_code' });
		}
	};

	/** Does it, or shows the page again with what was wrong and what was typed. */
	const run = async (
		request: FastifyRequest,
		reply: FastifyReply,
		{ number, filled, own }: { number: string; filled: Filled; own: boolean },
		work: () => Promise<unknown>
	) => {
		if (!own) return showStage(services, request, reply.code(403), number, { typed: filled.words });
		try {
			if (filled.words.length > WORDS_LIMIT) throw new Refusal('long', 400);
			await work();
			return await reply.redirect(`/track/${number}`, 303);
		} catch (fault) {
			if (!(fault instanceof Refusal)) throw fault;
			const code = fault.status === 400 ? fault.code : 'state';
			return showStory(services, request, reply.code(fault.status), number, { ...filled, code });
		}
	};

	for (const form of Object.keys(acts) as (keyof typeof acts)[])
		app.post<ByNumber>(`/track/:number/${form}`, limited, async (request, reply) => {
			const { number } = request.params;
			if (!isNumber(number)) return sendErrorPage(services, request, reply, { status: 404 });
			const filled = { form, words: fieldOf(request, 'words').trim() };
			const own = isOwnForm(services, request, number);
			return run(request, reply, { number, filled, own }, () =>
				acts[form](number, filled, (name) => fieldOf(request, name))
			);
		});

	app.post<ByNumber>('/track/:number/information', limited, async (request, reply) => {
		const { number } = request.params;
		if (!isNumber(number)) return sendErrorPage(services, request, reply, { status: 404 });
		const { fields, files } = await readParts(request, {
			store: (content) => storeUpload(services.pool, content),
			failed: (fault) => services.log.error({ err: fault }, 'a file of a citizen could not be stored')
		});
		const words = (fields.get('words')?.[0] ?? '').replaceAll('\r\n', '\n').trim();
		const own = isOwnForm(services, request, number, fields.get('form')?.[0] ?? '');
		return run(request, reply, { number, filled: { form: 'information', words }, own }, async () => {
			const broken = files.find((file) => !isFile(file));
			if (broken && !isFile(broken)) throw new Refusal(`files_${broken.code}`, 400);
			const kept = files.filter(isFile).slice(0, FILES_LIMIT);
			if (!words && !kept.length) throw new Refusal('missing', 400);
			const uploads = kept.map(({ sha256, ...file }) => ({ ...file, blob: sha256 }));
			const text = words || kept.map(({ name }) => name).join(', ');
			await addInformation(services, theCitizen, number, { text, channel, uploads });
		});
	});
}
