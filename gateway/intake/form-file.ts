import { isUtf8 } from 'node:buffer';
import { fileTypeFromBuffer } from 'file-type';

const NAME_LIMIT_CHARACTERS = 120;

/** Kinds of file that citizens send and the desk can show or hand on, by their content. */
const accepted = new Set(
	`jpg png webp heic avif gif bmp tif pdf mp3 m4a ogg opus oga wav amr aac flac mp4 m4v 3gp 3g2 mov webm mkv avi
	docx xlsx pptx odt ods odp rtf`.split(/\s+/)
);

/** The older Office files share one container; what they are is told by the name alone. */
const older: Record<string, string> = { doc: 'application/msword', xls: 'application/vnd.ms-excel' };
const ending = (name: string) => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

const isPlainText = (content: Buffer) => isUtf8(content) && !content.includes(0);

interface Kind {
	extension: string;
	mediaType: string;
}
async function kindOf(name: string, content: Buffer): Promise<Kind | null> {
	// A damaged file can make the detector stumble: then it is no kind that we know.
	const found = await fileTypeFromBuffer(content).catch(() => undefined);
	const said = ending(name);
	if (found && accepted.has(found.ext)) return { extension: found.ext, mediaType: found.mime };
	if (found?.ext === 'cfb' && older[said]) return { extension: said, mediaType: older[said] };
	if (!found && said === 'txt' && isPlainText(content)) return { extension: 'txt', mediaType: 'text/plain' };
	return null;
}

const sameKind: Record<string, string> = { jpeg: 'jpg', tiff: 'tif', mpeg: 'mp3', oga: 'ogg', opus: 'ogg' };
const plain = (extension: string) => sameKind[extension] ?? extension;

/** A file's name without path, control characters and direction marks. */
export const fileName = (raw: string) =>
	(raw.split(/[/\\]/).at(-1) ?? '')
		.toWellFormed()
		.normalize('NFC')
		.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
		.trim()
		.slice(-NAME_LIMIT_CHARACTERS) || 'file';

/** What a file is by its content, with a name that says so; null when it is no kind that we take. */
export async function recognise(
	raw: string,
	content: Buffer
): Promise<{ name: string; mediaType: string } | null> {
	const name = fileName(raw);
	const kind = await kindOf(name, content);
	if (!kind) return null;
	const honest = plain(ending(name)) === plain(kind.extension);
	return { name: honest ? name : `${name}.${kind.extension}`, mediaType: kind.mediaType };
}
