import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { createHash } from 'node:crypto';
import { choosePort } from './port.ts';
import { deliverMaildir, makeMaildir, type Owner } from './maildir.ts';
import { daemon, endLeftover } from './daemon.ts';
import type { ImapServer } from './imap-server.ts';

const program = '/usr/sbin/dovecot';
/** `nobody` on every Debian: root's own mail is refused by Dovecot. */
const nobody: Owner = { uid: 65534, gid: 65534 };
/** Marks our own processes; sockets need a short path, which the data folder may not have. */
const socketsPrefix = 'sunwai-dovecot-';

/** Whether this machine has Dovecot's IMAP server. */
export function hasDovecot(): boolean {
	try {
		accessSync(program, constants.X_OK);
		accessSync('/usr/lib/dovecot/imap', constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** Whether everybody may pass through every folder above `path`. */
const open = (path: string): boolean => {
	for (let folder = path; ; folder = dirname(folder)) {
		const mode = statSync(folder, { throwIfNoEntry: false })?.mode;
		if (mode !== undefined && (mode & 0o001) === 0) return false;
		if (folder === dirname(folder)) return true;
	}
};
const short = (folder: string) => createHash('sha256').update(folder).digest('hex').slice(0, 12);
/** The folder, or one under the system's temporary folder that stands for it where `nobody` cannot reach it. */
const reachable = (folder: string) =>
	open(folder) ? folder : join(tmpdir(), `sunwai-mail-${short(folder)}`);

const configuration = (mail: string, sockets: string, port: number, password: string, owner?: Owner) => `
base_dir = ${sockets}/base
state_dir = ${sockets}/state
log_path = ${sockets}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_fsync = never
mail_location = maildir:${mail}/%u
mail_max_userip_connections = 100
${owner ? '' : unprivileged(userInfo())}
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${owner?.uid ?? userInfo().uid} gid=${owner?.gid ?? userInfo().gid} home=${mail}/%u allow_all_users=yes
}
service imap-login {
  ${owner ? '' : 'chroot ='}
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`;
/** Dovecot wants the group's name. */
const groupName = (gid: number) =>
	new RegExp(`^([^:]+):[^:]*:${gid}:`, 'm').exec(readFileSync('/etc/group', 'utf8'))?.[1] ?? 'nogroup';
const unprivileged = ({ username, gid }: { username: string; gid: number }) => `
default_internal_user = ${username}
default_login_user = ${username}
default_internal_group = ${groupName(gid)}
service anvil {
  chroot =
}
`;

/** A Dovecot of our own in the foreground: Maildir under `folder`, no TLS, loopback only, any user with `password`. */
export async function dovecot(options: {
	folder: string;
	port: number;
	password: string;
}): Promise<ImapServer> {
	const owner = process.getuid?.() === 0 ? nobody : undefined;
	const mail = owner ? reachable(options.folder) : options.folder;
	await mkdir(mail, { recursive: true, mode: 0o755 });
	const pidFile = join(mail, '.dovecot.pid');
	endLeftover(pidFile, socketsPrefix);
	const port = await choosePort(options.port);
	const sockets = join(tmpdir(), socketsPrefix + short(mail));
	await rm(sockets, { recursive: true, force: true });
	await mkdir(sockets, { mode: 0o700 });
	const file = join(sockets, 'dovecot.conf');
	await writeFile(file, configuration(mail, sockets, port, options.password, owner));
	const server = daemon(program, ['-F', '-c', file], port, pidFile);
	const removeSockets = () => rm(sockets, { recursive: true, force: true });
	await server.start().catch(async (fault: Error) => {
		await removeSockets();
		throw fault;
	});
	return {
		kind: 'dovecot',
		port: () => port,
		addUser: (user) => makeMaildir(join(mail, user), owner),
		deliver: (user, raw) => deliverMaildir(join(mail, user), raw, owner),
		mailFolder: (user) => join(mail, user),
		...server,
		async close() {
			await server.stop();
			await removeSockets();
		}
	};
}
