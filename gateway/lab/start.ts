import { join } from 'node:path';
import { labSmsAccounts, newVonageKey } from '#adapters/lab/accounts.ts';
import { labMailAccounts, labMailAddresses } from '#adapters/lab/accounts-mail.ts';
import { labPbxAccount, labVoiceAccounts } from '#adapters/lab/accounts-voice.ts';
import { carrier, type Carrier } from '#adapters/lab/carrier.ts';
import { labMailbox, type LabMailbox } from '#adapters/lab/mailbox.ts';
import { labServer } from '#adapters/lab/server.ts';
import { pbx, type Pbx } from '#adapters/lab/pbx.ts';
import { labReceiver, type Receiver } from '#adapters/lab/receiver.ts';
import { telephone, type Telephone } from '#adapters/lab/telephone.ts';
import type { Config } from '../config.ts';

/** The far side of every channel, on this machine. */
export interface Lab {
	/** Configuration of the accounts whose far side it is. */
	accounts: { id: string; provider: string }[];
	carrier: Carrier;
	telephone: Telephone;
	pbx: Pbx;
	mailbox: LabMailbox;
	/** Another department's system that is told of events. */
	receiver: Receiver;
	close(): Promise<void>;
}

/** Starts carriers, telephone exchange and mailbox; `gatewayUrl` is where their webhooks go. */
export async function startLab(
	{ dataFolder, labPorts, publicOrigin }: Pick<Config, 'dataFolder' | 'labPorts' | 'publicOrigin'>,
	gatewayUrl: string
): Promise<Lab> {
	const server = await labServer(labPorts.http);
	const mailbox = await labMailbox({
		folder: join(dataFolder, 'lab-mail'),
		imapPort: labPorts.imap,
		smtpPort: labPorts.smtp,
		addresses: labMailAddresses
	});
	const vonagePrivateKey = newVonageKey();
	const sms = labSmsAccounts({ labUrl: server.url, smscPort: labPorts.smsc, publicOrigin, vonagePrivateKey });
	const voice = labVoiceAccounts({ labUrl: server.url, publicOrigin, vonagePrivateKey });
	const switchboard = labPbxAccount({ publicOrigin });
	const sender = await carrier(server, sms, { gatewayUrl });
	const exchange = telephone({ server, accounts: voice, gatewayUrl });
	return {
		accounts: [...sms, ...voice, switchboard, ...labMailAccounts(mailbox)],
		carrier: sender,
		telephone: exchange,
		pbx: pbx(switchboard, gatewayUrl),
		mailbox,
		receiver: labReceiver(server),
		async close() {
			await Promise.allSettled([exchange.close(), sender.close(), mailbox.close()]);
			await server.close();
		}
	};
}
