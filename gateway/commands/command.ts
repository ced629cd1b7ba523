import { join } from 'node:path';
import { runningUrl, startEmbedded, StartFault } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { ConfigFault, readConfig, type Config } from '../config.ts';

/** The configured database; else the embedded one, that of the running installation or started for the while. */
async function openDatabase(config: Config): Promise<{ url: string; stop(): Promise<void> }> {
	if (config.databaseUrl) return { url: config.databaseUrl, stop: async () => undefined };
	const options = { folder: join(config.dataFolder, 'postgres'), port: config.databasePort };
	const running = runningUrl(options);
	return running
		? { url: running, stop: async () => undefined }
		: startEmbedded({ ...options, log: (message) => console.log(message) });
}

/** Runs a command of the administrator on the migrated database; gives the exit code, 2 for what hinders it. */
export async function command(work: (url: string) => Promise<boolean>): Promise<number> {
	try {
		const database = await openDatabase(readConfig(process.env));
		const applied = await migrate(database.url).catch(async (fault: unknown) => {
			await database.stop();
			throw fault;
		});
		if (applied.length > 0) console.log(`Migrated: ${applied.join(', ')}`);
		return (await work(database.url).finally(database.stop)) ? 0 : 1;
	} catch (fault) {
		if (!(fault instanceof StartFault || fault instanceof ConfigFault)) throw fault;
		console.error(fault.message);
		return 2;
	}
}
