import { expect } from 'vitest';
import { raw, run, sql } from '#db/sql.ts';
import { test } from './citizens.ts';

// A table that cannot be written to is, for one form, the same as a database that is away.
test.for(['delivery', 'blob'])(
	'while %s cannot be written a form comes back filled in',
	async (table, { citizens }) => {
		const { app, services, reference } = citizens;
		const form = new FormData();
		const fields = {
			text: 'not lost',
			name: 'Asha',
			phone: '9876543210',
			district: reference.districts[0]!.code
		};
		for (const [name, value] of Object.entries(fields)) form.append(name, value);
		form.append('files', new File(['a note'], 'note.txt', { type: 'text/plain' }));
		const request = new Request('http://form', { method: 'POST', body: form });
		const payload = Buffer.from(await request.arrayBuffer());
		const headers = {
			'content-type': request.headers.get('content-type')!,
			'content-length': String(payload.length)
		};
		const post = () => app.inject({ method: 'POST', url: '/complain?lang=en', headers, payload });
		await run(services.pool, sql`alter table ${raw(table)} rename to away`);
		const answer = await post();
		expect(answer.statusCode).toBe(503);
		expect(answer.body).toContain('not lost</textarea>');
		expect(answer.body).toContain('We could not store it just now');
		await run(services.pool, sql`alter table away rename to ${raw(table)}`);
		expect((await post()).statusCode).toBe(303);
	}
);
