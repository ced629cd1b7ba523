import type { Language } from '#contracts/words.ts';
import { markCommands, newestOpen, toldIn } from '#db/sms-command.ts';
import type { Db } from '#db/sql.ts';
import type { Read } from '../intake/store.ts';
import { queueCommands, type CommandJob } from '../queues.ts';
import type { Services } from '../services.ts';
import { detectLanguage } from '../triage/language.ts';
import { commandOf, type Command } from './command.ts';

const telephone = /^\+\d{8,15}$/;

/** What a command comes to that we can do; null where it is no command of this telephone's, and a matter of its own. */
async function meant(db: Db, command: Command, from: string): Promise<CommandJob['wants'] | null> {
	if (command.asks === 'latest') {
		const number = await newestOpen(db, from);
		return number === null ? null : { asks: 'status', number };
	}
	return command.asks === 'verdict' ? null : command;
}

/** The script that a command is written in says its language; Latin letters are anybody's. */
async function languageFor(db: Db, text: string, from: string): Promise<Language> {
	const written = detectLanguage(text);
	return written === 'pa' || written === 'hi' ? written : ((await toldIn(db, from)) ?? written ?? 'pa');
}

async function jobOf(db: Db, { delivery, message }: Read): Promise<CommandJob | null> {
	const from = message.from.address;
	if (delivery.channel !== 'sms' || message.media.length || !from || !telephone.test(from)) return null;
	const command = commandOf(message.text);
	const wants = command && (await meant(db, command, from));
	if (!wants) return null;
	return {
		delivery: delivery.id,
		number: delivery.number,
		account: delivery.account,
		from,
		to: message.to?.address ?? null,
		language: await languageFor(db, message.text, from),
		wants
	};
}

/** Takes out what asks for something and is no complaint, to be done by a job; gives the rest, which is the queue's. */
export async function takeCommands(services: Services, db: Db, reads: Read[]): Promise<Read[]> {
	const rest: Read[] = [];
	const jobs: CommandJob[] = [];
	for (const read of reads) {
		const job = await jobOf(db, read);
		if (job) jobs.push(job);
		else rest.push(read);
	}
	if (!jobs.length) return reads;
	await markCommands(
		db,
		jobs.map(({ delivery }) => delivery)
	);
	await queueCommands(services, db, jobs);
	return rest;
}
