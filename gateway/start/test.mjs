import { existsSync } from 'node:fs';
import { run } from './run.mjs';

/** What some tests need of the system. @type {{ name: string, of: string[], for: string }[]} */
const programs = [
	{
		name: 'chromium',
		of: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
		for: 'the tests in a real browser'
	},
	{
		name: 'dovecot-imapd',
		of: ['/usr/lib/dovecot/imap', '/usr/libexec/dovecot/imap'],
		for: 'the mail tests against Dovecot'
	}
];

const missing = () => programs.filter(({ of }) => !of.some((path) => existsSync(path)));

/** Installs what the tests need of a Debian-like system where we may; elsewhere names what cannot be run. */
export async function prepareTests() {
	const wanted = missing();
	if (wanted.length === 0) return;
	if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
		const names = wanted.map(({ name }) => name);
		console.log(`Installing for the tests: ${names.join(', ')} (apt-get)`);
		const quiet = ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-o', 'Dpkg::Use-Pty=0'];
		await run('env', [...quiet, 'update']);
		await run('env', [...quiet, 'install', '--yes', '--no-install-recommends', ...names]);
	}
	for (const { name, for: purpose } of missing())
		console.log(`Not run: ${purpose}, because ${name} is not installed and cannot be installed from here.`);
}
