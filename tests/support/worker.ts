import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gatewayFlags, startChild } from '../bench/support/child.ts';
import { publicOrigin } from './far-side.ts';
import { SECRET } from './gateway.ts';

/** A gateway process that works and answers nothing. */
export async function startWorker(databaseUrl: string, folder: string, more: Record<string, string> = {}) {
	const channels = join(folder, 'channels.json');
	await writeFile(channels, '[]');
	const child = startChild(
		[...gatewayFlags, 'gateway/main.ts'],
		{
			PATH: process.env.PATH,
			DATABASE_URL: databaseUrl,
			SUNWAI_ROLE: 'worker',
			SUNWAI_PUBLIC_ORIGIN: publicOrigin,
			SUNWAI_DATA: folder,
			SUNWAI_SECRET: SECRET,
			SUNWAI_CHANNELS: channels,
			SUNWAI_LAB: 'off',
			SUNWAI_LOG: 'warn',
			...more
		},
		join(folder, 'worker.log')
	);
	await child.said(/ready after/);
	return child;
}
