import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Compile } from 'typebox/compile';
import { DeskInput, registerAtDesk } from '#contracts/desk.ts';
import type { Media } from '#adapters/inbound.ts';
import { storeUpload } from '#db/blob.ts';
import type { Guard } from '../access/guard.ts';
import { takeIn } from '../intake/desk.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

const input = Compile(DeskInput);

/** Files are stored under their hash as they come; the delivery then only names them. */
async function readParts(
	{ pool }: Services,
	request: FastifyRequest
): Promise<{ data: unknown; files: Media[] }> {
	const files: Media[] = [];
	let data: unknown = null;
	for await (const part of request.parts()) {
		if (part.type === 'file') {
			const content = await part.toBuffer();
			if (!content.length && !part.filename) continue;
			files.push({
				name: part.filename,
				mediaType: part.mimetype,
				blob: await storeUpload(pool, content),
				size: content.length
			});
		} else if (part.fieldname === 'data') {
			try {
				data = JSON.parse(String(part.value));
			} catch {
				throw new Refusal('invalid', 400, 'The field data is not JSON.', { field: 'data' });
			}
		}
	}
	return { data, files };
}

/** Where agents take in what people say, hand over and post. */
export function takeInRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	app.route({
		...registerAtDesk,
		...guard('register'),
		handler: async (request) => {
			const { data, files } = await readParts(services, request);
			if (!input.Check(data)) {
				const faults = input.Errors(data).map(({ instancePath }) => ({
					field: instancePath.slice(1).replaceAll('/', '.') || 'data',
					code: 'required'
				}));
				throw new Refusal('invalid', 400, 'Some fields need attention.', { faults });
			}
			return takeIn(services, request.actor, data, files);
		}
	});
}
