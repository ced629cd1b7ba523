import { leaveCampaign } from '#contracts/campaign.ts';
import { restoreSubmission, unlinkSubmission } from '#contracts/triage.ts';
import type { Submission } from '#contracts/submission.ts';
import { call } from './call.ts';
import { tryTo } from './verbs.ts';

/** The verb that takes this submission's decision back; undefined where it stands for good. */
export const undoOf = ({ state }: Submission) =>
	({ dismissed: restoreSubmission, linked: unlinkSubmission, waiting: undefined, registered: undefined })[
		state
	];

/** Takes the decision back; null when it was refused, of which the person is told. */
export const undo = async (
	submission: Submission,
	reason: string,
	endRule = false
): Promise<Submission | null> => {
	const verb = undoOf(submission);
	const body = { reason, ...(endRule ? { endRule } : {}) };
	return verb ? tryTo(() => call(verb, { params: { number: submission.number }, body })) : null;
};

/** Leaves the campaign that it joined; news of it that has not gone out stays back. */
export const leave = ({ number }: Submission, reason: string): Promise<Submission | null> =>
	tryTo(() => call(leaveCampaign, { params: { number }, body: { reason } }));
