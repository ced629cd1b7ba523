import fastify, { type FastifyInstance } from 'fastify';
import { readAll } from '#db/reference.ts';
import { unreadSince } from '#db/delivery.ts';
import { many, sql } from '#db/sql.ts';
import { readConfig } from '#gateway/config.ts';
import { open311Routes } from '#gateway/intake/open311.ts';
import { readDeliveries } from '#gateway/intake/read.ts';
import { publicRoutes } from '#gateway/public.ts';
import { startServices } from '#gateway/start-services.ts';
import type { Services } from '#gateway/services.ts';
import type { Reference } from '#contracts/place.ts';
import { Type, type Static } from 'typebox';
import { test as base } from '../support/database.ts';

const origin = 'https://sunwai.example';

export const Row = Type.Object({
	number: Type.Union([Type.String(), Type.Null()]),
	state: Type.String(),
	reason: Type.Union([Type.String(), Type.Null()]),
	text: Type.Union([Type.String(), Type.Null()]),
	files: Type.Array(Type.Object({ name: Type.String(), mediaType: Type.String(), size: Type.Integer() })),
	raw: Type.String()
});

/** What citizens and other programs meet, on a database of its own. */
export interface Citizens {
	app: FastifyInstance;
	services: Services;
	reference: Reference;
	/** Does the readers' work for all that has arrived. */
	readAll(): Promise<void>;
	/** The ledger, oldest first, with what became of each delivery. */
	ledger(): Promise<Static<typeof Row>[]>;
}

const ledgerOf = (services: Services) =>
	many(
		services.pool,
		Row,
		sql`select d.number, d.state, d.reason, s.text, convert_from(coalesce(d.body, b.content), 'utf8') as raw,
				coalesce((select jsonb_agg(jsonb_build_object('name', a.name, 'mediaType', a.media_type, 'size', a.size)
					order by a.position) from attachment a where a.submission = s.id), '[]') as files
			from delivery d left join blob b on b.sha256 = d.blob left join submission s on s.delivery = d.id order by d.id`
	);

export const test = base.extend<{ $file: { citizens: Citizens } }>({
	citizens: [
		async ({ database }, use) => {
			const config = readConfig({
				SUNWAI_PUBLIC_ORIGIN: origin,
				SUNWAI_LOG: 'silent',
				SUNWAI_HELPLINE: '1100'
			});
			const { services, stop } = await startServices(config, database.url, [], 's'.repeat(32));
			const app = fastify();
			await publicRoutes(app, services);
			open311Routes(app, services);
			await app.ready();
			await use({
				app,
				services,
				reference: await readAll(services.pool),
				readAll: async () => readDeliveries(services, await unreadSince(services.pool, 0, 1000)),
				ledger: () => ledgerOf(services)
			});
			await app.close();
			await stop();
		},
		{ scope: 'file' }
	]
});
