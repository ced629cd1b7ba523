import type { Language } from '#contracts/words.ts';
import { awaitedOf } from '#db/ask.ts';
import { petitionsAsked } from '#db/opinion.ts';
import { askedOf, markCommands, newestOpen, toldIn } from '#db/sms-command.ts';
import type { Db } from '#db/sql.ts';
import type { Read } from '../intake/store.ts';
import { queueCommands, type CommandJob } from '../queues.ts';
import type { Services } from '../services.ts';
import { detectLanguage } from '../triage/language.ts';
import { commandOf, type Command } from './command.ts';

/** An answer is short; what is longer is more likely a matter of its own, and somebody reads it first. */
const ANSWER_LIMIT_CHARACTERS = 320;
const telephone = /^\+\d{8,15}$/;

/** What is said of a case of somebody else's, which this telephone was asked about too. */
async function opinion(
	db: Db,
	{ number, satisfied }: Extract<Command, { asks: 'verdict' }>,
	from: string
): Promise<CommandJob['wants'] | null> {
	const asked = await petitionsAsked(db, from);
	const named = number === null ? asked : asked.filter((one) => one === number);
	const [own] = named;
	if (!own) return null;
	return named.length > 1 ? { asks: 'which', number: own } : { asks: 'opinion', number: own, satisfied };
}

/** What is said in answer to a question of ours, where one case alone waits for one of this telephone. */
async function answered(db: Db, { message }: Read, from: string): Promise<CommandJob['wants'] | null> {
	if (message.text.length > ANSWER_LIMIT_CHARACTERS) return null;
	if (message.automatic || message.flags.some((flag) => flag.startsWith('opt_')) || !message.text.trim())
		return null;
	const [number, ...others] = await awaitedOf(db, from);
	return number === undefined || others.length ? null : { asks: 'answer', number, words: message.text };
}

/** What a command comes to that we can do; null where it is no command of this telephone's, and a matter of its own. */
async function meant(db: Db, command: Command, from: string): Promise<CommandJob['wants'] | null> {
	if (command.asks === 'latest') {
		const number = await newestOpen(db, from);
		return number === null ? null : { asks: 'status', number };
	}
	if (command.asks !== 'verdict') return command;
	const asked = await askedOf(db, from);
	const named = command.number === null ? asked : asked.filter((number) => number === command.number);
	const [number] = named;
	if (!number) return opinion(db, command, from);
	if (named.length > 1) return { asks: 'which', number };
	return { asks: 'verdict', number, satisfied: command.satisfied };
}

/** The script that a command is written in says its language; Latin letters are anybody's. */
async function languageFor(db: Db, text: string, from: string): Promise<Language> {
	const written = detectLanguage(text);
	return written === 'pa' || written === 'hi' ? written : ((await toldIn(db, from)) ?? written ?? 'pa');
}

async function jobOf(db: Db, read: Read): Promise<CommandJob | null> {
	const { delivery, message } = read;
	const from = message.from.address;
	if (delivery.channel !== 'sms' || message.media.length || !from || !telephone.test(from)) return null;
	const command = commandOf(message.text);
	const wants = (command && (await meant(db, command, from))) ?? (await answered(db, read, from));
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
