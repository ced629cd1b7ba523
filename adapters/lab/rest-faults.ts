import { late_s } from './faults.ts';
import type { LabAnswer, LabHandler } from './server.ts';
import type { Desk } from './telephone.ts';

/** A REST handler with what goes wrong on purpose for its account. */
export const faulty =
	(
		{ account, world }: Pick<Desk, 'account' | 'world'>,
		answers: { throttled(): LabAnswer; failed(): LabAnswer },
		handler: LabHandler
	): LabHandler =>
	async (request) => {
		const { slow, throttle, fail } = world.faults(account.id);
		const [isSlow, isThrottled, isFailing] = [
			world.chance() < slow,
			world.chance() < throttle,
			world.chance() < fail
		];
		if (isSlow) await world.pause(late_s);
		if (isThrottled) return answers.throttled();
		return isFailing ? answers.failed() : handler(request);
	};
