import type { FastifyInstance } from 'fastify';
import type { Permission } from '#contracts/access.ts';
import { roles } from '#contracts/words.ts';
import { table } from './table.ts';

/** An address that the gateway answers, and what one must be permitted to ask it; null asks nothing. */
export interface Door {
	method: string;
	url: string;
	permission: Permission | null;
}

declare module 'fastify' {
	interface FastifyContextConfig {
		permission?: Permission;
	}
	interface FastifyInstance {
		/** Every route in the order of its making. */
		doors: readonly Door[];
	}
}

/** Keeps a list of every route made from now on. */
export function listDoors(app: FastifyInstance): void {
	const doors: Door[] = [];
	app.decorate('doors', doors);
	app.addHook('onRoute', ({ method, url, config }) => {
		for (const one of [method].flat())
			if (one !== 'HEAD') doors.push({ method: one, url, permission: config?.permission ?? null });
	});
}

/** The access table as Markdown: each guarded endpoint, and the roles that may ask it. */
export function describeAccess(doors: readonly Door[]): string {
	const order = Object.keys(table);
	const rows = doors
		.flatMap(({ method, url, permission }) => (permission ? [{ method, url, permission }] : []))
		.toSorted((a, b) => order.indexOf(a.permission) - order.indexOf(b.permission))
		.map(({ method, url, permission }) => [
			`\`${method} ${url}\``,
			`\`${permission}\``,
			...roles.map((role) => (table[permission].includes(role) ? '✓' : ''))
		]);
	const head = ['endpoint', 'permission', ...roles.map((role) => role.replace('_', ' '))];
	return [head, head.map((_, at) => (at < 2 ? '---' : ':-:')), ...rows]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');
}
