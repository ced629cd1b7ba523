import type { SubmissionDetail } from '#contracts/submission.ts';
import { citizensBy } from '#db/citizen.ts';
import { attachmentsOf, eventsOf, findDetail, noticesOf, relatedOf } from '#db/detail.ts';
import { audit } from '#db/event.ts';
import { readGrievance } from '#db/grievance.ts';
import type { Actor } from '../access/actor.ts';
import { cameWhole, seesContact } from '../access/masking.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { phoneOf } from './citizen.ts';

/** Everything the desk shows of a submission; who looked is audited. */
export async function show({ pool }: Services, actor: Actor, number: string): Promise<SubmissionDetail> {
	const found = await findDetail(pool, actor, number);
	if (!found) throw new Refusal('not_found', 404, 'No submission has this number.');
	const { id, text, html, recipient, sentAt, automatic, matter, answers, citizen, ...submission } = found;
	const addresses = [submission.sender, matter.phone ? phoneOf(matter.phone) : null, matter.email ?? null];
	const [files, events, notices, related, citizens, grievance] = await Promise.all([
		attachmentsOf(pool, id),
		eventsOf(pool, number),
		noticesOf(pool, number),
		relatedOf(pool, actor, { number, answers, citizen, sender: submission.sender }),
		citizensBy(
			pool,
			addresses.filter((address) => address !== null)
		),
		submission.grievance ? readGrievance(pool, submission.grievance) : null
	]);
	const open = !files.some(cameWhole) || (await seesContact({ pool }, actor, number));
	const attachments = files.map((file) =>
		open || file.state !== 'stored' || !cameWhole(file) ? file : { ...file, state: 'withheld' as const }
	);
	await audit(pool, actor, 'submission:seen', number);
	return {
		submission,
		text,
		html,
		recipient,
		sentAt,
		automatic,
		matter,
		attachments,
		events,
		notices,
		related,
		citizens,
		grievance
	};
}
