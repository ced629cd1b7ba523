import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as contract from '#contracts/draft-file.ts';
import { readBlob, storeUpload } from '#db/blob.ts';
import { addDraftFile, draftFilesOf, findDraftFile, removeDraftFile, type Of } from '#db/draft-file.ts';
import type { Guard } from '../access/guard.ts';
import { recognise } from '../intake/form-file.ts';
import { Refusal } from '../refusal.ts';
import { sendFile } from '../send-file.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';

const { files: FILES_LIMIT, file_mb } = contract.draftFileLimits;
const FILE_LIMIT_BYTES = file_mb * 1024 * 1024;

const faulty = (code: string) =>
	new Refusal('invalid', 400, 'This file cannot be taken.', { faults: [{ field: 'files', code }] });

async function receiveFile(request: FastifyRequest) {
	const part = await request.file({ limits: { files: 1, fileSize: FILE_LIMIT_BYTES } });
	if (!part) throw faulty('empty');
	const tooLarge = () => new Refusal('too_large', 413, `A file holds at most ${file_mb} MB.`);
	const content = await part.toBuffer().catch((fault: { code?: string }) => {
		throw fault.code === 'FST_REQ_FILE_TOO_LARGE' ? tooLarge() : fault;
	});
	// A little too much is cut off without a word where it comes with the last piece.
	if (part.file.truncated) throw tooLarge();
	if (!content.length) throw faulty('empty');
	const kind = await recognise(part.filename, content);
	if (!kind) throw faulty('type');
	return { ...kind, content, size: content.length };
}

async function add({ pool }: Services, of: Of, request: FastifyRequest) {
	const { content, ...file } = await receiveFile(request);
	const blob = await storeUpload(pool, content);
	const added = await addDraftFile(pool, of, { ...file, blob }, FILES_LIMIT);
	if (!added) throw faulty('many');
	return added;
}

/** Files of forms that are being filled in: stored as they come, seen by their person alone. */
export function draftFileRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const { pool } = services;
	const own = guard('attach');
	serve(app, contract.readDraftFiles, own, async ({ actor, params }) => ({
		files: await draftFilesOf(pool, { person: actor.id, subject: params.subject })
	}));
	app.route<{ Params: { subject: string } }>({
		...contract.addDraftFile,
		...own,
		handler: (request) =>
			add(services, { person: request.actor.id, subject: request.params.subject }, request)
	});
	serve(app, contract.removeDraftFile, own, async ({ actor, params }) => ({
		removed: (await removeDraftFile(pool, { person: actor.id, subject: params.subject }, params.id)) > 0
	}));
	app.get<{ Params: { subject: string; id: string } }>(
		'/api/drafts/:subject/files/:id',
		{ ...own, schema: { params: contract.removeDraftFile.schema.params } },
		async ({ actor, params }, reply) => {
			const file = await findDraftFile(pool, { person: actor.id, subject: params.subject }, params.id);
			const content = file && (await readBlob(pool, file.blob));
			if (!file || !content) throw new Refusal('not_found', 404, 'No such file.');
			return sendFile(reply, { mediaType: file.mediaType }, content);
		}
	);
}
