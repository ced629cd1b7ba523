import { chownSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Who owns the mail: Dovecot refuses mail that belongs to root. Undefined: the one who runs us. */
export interface Owner {
	uid: number;
	gid: number;
}

let counter = 0;

/** Makes the three folders of a Maildir where they are missing. */
export async function makeMaildir(path: string, owner?: Owner): Promise<void> {
	for (const folder of [path, ...['tmp', 'new', 'cur'].map((part) => join(path, part))]) {
		await mkdir(folder, { recursive: true, mode: 0o755 });
		if (owner) chownSync(folder, owner.uid, owner.gid);
	}
}

/** A Maildir name carries the size on disk and the size with CRLF, so that the server reads no file to learn them. */
const fileName = (raw: Buffer) => {
	let bare = 0;
	for (let at = raw.indexOf(10); at >= 0; at = raw.indexOf(10, at + 1)) if (raw[at - 1] !== 13) bare++;
	const unique = `${Math.floor(Date.now() / 1000)}.P${process.pid}Q${String(++counter).padStart(9, '0')}.lab`;
	return `${unique},S=${raw.length},W=${raw.length + bare}`;
};

/** Puts a mail into the Maildir in the one step that readers can see. */
export async function deliverMaildir(path: string, raw: Buffer, owner?: Owner): Promise<void> {
	const name = fileName(raw);
	const temporary = join(path, 'tmp', name);
	await writeFile(temporary, raw, { mode: 0o644 });
	if (owner) chownSync(temporary, owner.uid, owner.gid);
	await rename(temporary, join(path, 'new', name));
}
