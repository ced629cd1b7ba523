import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatNumber } from '#contracts/number.ts';
import type { StoryFault } from '#contracts/track.ts';
import { readOwn } from '#db/own-matter.ts';
import { readStage } from '#db/public.ts';
import { referenceOf } from '../reference.ts';
import type { Services } from '../services.ts';
import { readStory } from '../track/story.ts';
import { sendPage } from './page.ts';
import { stayOpen } from './track-session.ts';

/** Where the matter with this number stands, in everybody's words; null where there is none, which is said. */
async function stageOf(services: Services, request: FastifyRequest, reply: FastifyReply, number: string) {
	const stage = await readStage(services.pool, number);
	if (!stage) {
		const unknown = { typed: formatNumber(number), fault: 'unknown' as const };
		await sendPage(services, request, reply.code(404), ['track', unknown]);
		return null;
	}
	const { departments } = await referenceOf(services);
	const department = departments.find(({ code }) => code === stage.department)?.names;
	return { stage, ...(department ? { department } : {}) };
}

/** What anyone may learn who has the number. */
export async function showStage(
	services: Services,
	request: FastifyRequest,
	reply: FastifyReply,
	number: string,
	more: { typed?: string } = {}
) {
	const known = await stageOf(services, request, reply, number);
	return known ? sendPage(services, request, reply, ['stage', { ...known, ...more }]) : reply;
}

/** All of it where the number is open in this browser; else what anyone may learn. */
export async function showStory(
	services: Services,
	request: FastifyRequest,
	reply: FastifyReply,
	number: string,
	fault?: StoryFault
) {
	const form = stayOpen(services, request, reply, number);
	if (form === null) return showStage(services, request, reply, number);
	const known = await stageOf(services, request, reply, number);
	if (!known) return reply;
	const own = await readOwn(services.pool, number);
	const story = await readStory(services, number, own?.whole ?? false);
	return sendPage(services, request, reply, [
		'story',
		{ ...known, own, story, form, ...(fault ? { fault } : {}) }
	]);
}
