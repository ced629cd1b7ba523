import { createHash } from 'node:crypto';
import type { FormFault, FormValues } from '#contracts/public.ts';
import type { Reference } from '#contracts/place.ts';
import { FORM_ACCOUNT, type FormBody } from '#adapters/web/form.ts';
import type { Services } from '../services.ts';
import { checkForm } from './form-check.ts';
import type { Form } from './form-body.ts';

/** What became of a form: a number, kept aside, or given back with what to mend. */
export type Outcome =
	| { became: 'received'; number: string }
	| { became: 'held' }
	| { became: 'faulty'; status: number; faults: FormFault[]; retryAfter_s?: number };

interface Circumstances {
	reference: Reference;
	/** Came by way of another website. */
	foreign: boolean;
	/** Seconds to wait, when this address has sent too many; counts this one otherwise. */
	mustWait(): Promise<number | null>;
	headers: Record<string, string>;
}

/** The same key with the same content is the same sending; content changed after going back is another. */
function bodyOf({ key, values, files, trap }: Form): FormBody {
	const fields: Record<string, string> = {
		...(values satisfies FormValues),
		...(trap ? { website: trap } : {})
	};
	const content = createHash('sha256').update(JSON.stringify({ fields, files })).digest('hex');
	return { externalId: `${key}:${content.slice(0, 32)}`, fields, files };
}

const arrivalOf = (services: Services, form: Form, headers: Record<string, string>) => {
	const body = bodyOf(form);
	return {
		account: FORM_ACCOUNT,
		channel: 'web' as const,
		provider: 'form',
		kind: 'message' as const,
		externalId: body.externalId,
		url: `${services.config.publicOrigin}/complain`,
		headers: { ...headers, 'content-type': 'application/json' },
		body: Buffer.from(JSON.stringify(body))
	};
};

const faulty = (status: number, faults: FormFault[]): Outcome => ({ became: 'faulty', status, faults });

/** Makes a form durable, or says what is wrong with it. Never throws away what was typed. */
export async function submitForm(services: Services, form: Form, around: Circumstances): Promise<Outcome> {
	const arrival = arrivalOf(services, form, around.headers);
	const faults = [...checkForm(form.values, around.reference), ...form.faults];
	if (form.faults.some(({ code }) => code === 'away')) return faulty(503, faults);
	if (around.foreign) return faulty(403, [{ field: 'form', code: 'foreign' }, ...faults]);
	if (!form.trap && faults.length) return faulty(422, faults);
	const wait = await around.mustWait();
	if (wait !== null) {
		const minutes = String(Math.ceil(wait / 60));
		return {
			...faulty(429, [{ field: 'form', code: 'busy', detail: { minutes } }]),
			retryAfter_s: wait
		} as Outcome;
	}
	try {
		// A program fills in every field. A person whose browser did it is still heard: someone looks at what is parked.
		const park = form.trap ? { park: { reason: 'honeypot' } } : {};
		const { number } = await services.receive({ ...arrival, ...park });
		return number ? { became: 'received', number } : { became: 'held' };
	} catch (fault) {
		services.log.error({ err: fault }, 'a form could not be stored');
		return faulty(503, [{ field: 'form', code: 'away' }]);
	}
}
