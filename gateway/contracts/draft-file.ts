import { Type, type Static } from 'typebox';
import { DraftSubject } from './draft.ts';
import { Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 413: Refused } as const;
const bySubject = Type.Object({ subject: DraftSubject });
const Id = Type.String({ pattern: '^[0-9]{1,18}$' });
const one = Type.Object({ subject: DraftSubject, id: Id });

/** Files of one form, and megabytes of one file. */
export const draftFileLimits = { files: 10, file_mb: 10 } as const;

/** Ids of the files that a registration takes along. */
export const DraftFileIds = Type.Array(Id, { maxItems: draftFileLimits.files, uniqueItems: true });

/** A file of a form that is being filled in: its person's alone till it is registered. */
export const DraftFile = Type.Object({
	id: Id,
	name: Type.String(),
	mediaType: Type.String(),
	/** Bytes. */
	size: Type.Integer()
});
export type DraftFile = Static<typeof DraftFile>;

export const readDraftFiles = {
	method: 'GET',
	url: '/api/drafts/:subject/files',
	schema: {
		params: bySubject,
		response: { 200: Type.Object({ files: Type.Array(DraftFile) }), ...refusals }
	}
} as const;

/** Multipart with one part `file`. 400 `invalid` with a fault of `files`: `empty`, `type` or `many`; 413 `too_large`. */
export const addDraftFile = {
	method: 'POST',
	url: '/api/drafts/:subject/files',
	schema: { params: bySubject, response: { 200: DraftFile, ...refusals } }
} as const;

export const removeDraftFile = {
	method: 'DELETE',
	url: '/api/drafts/:subject/files/:id',
	schema: { params: one, response: { 200: Type.Object({ removed: Type.Boolean() }), ...refusals } }
} as const;
