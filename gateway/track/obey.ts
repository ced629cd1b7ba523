import type { Told } from '../notice/compose.ts';
import { compose, put } from '../notice/compose.ts';
import { readStage } from '#db/public.ts';
import { answersInHour } from '#db/sms-command.ts';
import type { CommandJob } from '../queues.ts';
import type { Services } from '../services.ts';
import { joinAnswer } from './join-answer.ts';
import { sayOpinion } from './say-opinion.ts';
import { sayVerdict } from './say-verdict.ts';
import { stageWords } from './stage-words.ts';

/** Answers how it stands that one telephone gets in an hour; who asks for more hears nothing. */
const ANSWERS_PER_HOUR = 8;

const dayOf = (instant: string) =>
	new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kolkata' }).format(new Date(instant));

interface Answer {
	/** Number that the answer is about, or under which the question came. */
	number: string;
	told: Told;
}

async function statusOf({ pool }: Services, number: string, job: CommandJob): Promise<Answer> {
	const occasion = job.delivery;
	const stage = await readStage(pool, number);
	if (!stage)
		return {
			number: job.number ?? number,
			told: { key: 'status_unknown', occasion, fields: { asked: number } } satisfies Told<'status_unknown'>
		};
	const words = stageWords(stage);
	if (stage.state === 'at_office' && stage.dueAt) {
		const fields = { stage: words, date: dayOf(stage.dueAt) };
		return { number, told: { key: 'status_due', occasion, fields } satisfies Told<'status_due'> };
	}
	return { number, told: { key: 'status', occasion, fields: { stage: words } } satisfies Told<'status'> };
}

async function answerTo(services: Services, job: CommandJob): Promise<Answer | null> {
	const { wants, delivery: occasion } = job;
	switch (wants.asks) {
		case 'status':
			return statusOf(services, wants.number, job);
		case 'mistyped': {
			const told: Told<'status_unknown'> = {
				key: 'status_unknown',
				occasion,
				fields: { asked: wants.typed }
			};
			return { number: job.number ?? '', told };
		}
		case 'which':
			return {
				number: wants.number,
				told: { key: 'verdict_which', occasion, fields: {} } satisfies Told<'verdict_which'>
			};
		case 'verdict': {
			const verdict = wants.satisfied ? 'satisfied' : 'not_satisfied';
			const said = await sayVerdict(services, { number: wants.number, verdict, words: '', channel: 'sms' });
			// What became of it meanwhile; otherwise the case itself tells.
			return said ? null : statusOf(services, wants.number, job);
		}
		case 'opinion':
			await sayOpinion(services, wants);
			return statusOf(services, wants.number, job);
		case 'answer':
			await joinAnswer(services, { ...wants, delivery: occasion });
			return statusOf(services, wants.number, job);
	}
}

/** Does what an SMS asks for, and answers it where nothing else does. Repeated, it answers once. */
export async function obey(services: Services, job: CommandJob): Promise<void> {
	const answer = await answerTo(services, job);
	if (!answer) return;
	const { account, from, to, language } = job;
	const way = { channel: 'sms', account, recipient: from, sender: to };
	const addressee = {
		number: answer.number,
		channel: 'sms',
		account,
		sender: from,
		recipient: to,
		language,
		flags: [],
		messageId: null
	};
	const notice = services.adapters.get(account)?.send && compose(services, addressee, way, answer.told);
	if (!notice) return;
	await services.transaction(async (db) => {
		if ((await answersInHour(db, from)) < ANSWERS_PER_HOUR) await put(services, db, [notice]);
	});
}
