import { carrier, type Carrier } from '#adapters/lab/carrier.ts';
import { labServer } from '#adapters/lab/server.ts';
import { twilioAccount } from './sms.ts';

export interface FarSide {
	account: ReturnType<typeof twilioAccount>;
	/** Texts that reached a citizen's handset. */
	heard(number: string): string[];
	close(): Promise<void>;
}

/**
 * The lab's carrier for one Twilio account, in the process of the benchmark, which has nothing else to do.
 * Delivery reports go to `gatewayUrl` after `statusDelay_ms`.
 */
export async function startFarSide(gatewayUrl: string, statusDelay_ms: number): Promise<FarSide> {
	const server = await labServer(0);
	const account = twilioAccount(server.url);
	const sender: Carrier = await carrier(server, [account], { gatewayUrl, statusDelay_ms });
	return {
		account,
		heard: (number) =>
			sender
				.handset(number)
				.messages.filter(({ direction }) => direction === 'received')
				.map(({ text }) => text),
		async close() {
			await sender.close();
			await server.close();
		}
	};
}
