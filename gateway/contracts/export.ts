import { Type, type Static } from 'typebox';
import { DashboardQuery, Way } from './dashboard.ts';
import { QueueQuery } from './desk.ts';
import { SearchFilters } from './search.ts';
import { Instant, Language, Nullable, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const byId = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** Rows of one file: the first of the list. */
export const EXPORT_ROW_LIMIT = 50_000;
/** After this a file is removed. */
export const EXPORT_KEPT_HOURS = 48;
/** Files that one person may have in the making. */
export const EXPORTS_OPEN_LIMIT = 3;

export const QueueFilters = Type.Omit(QueueQuery, ['after', 'limit']);
export type QueueFilters = Static<typeof QueueFilters>;

/** Figures by this; without it by district. */
export const FigureFilters = Type.Object({ ...DashboardQuery.properties, by: Type.Optional(Way) });
export type FigureFilters = Static<typeof FigureFilters>;

const more = {
	format: Type.Union([Type.Literal('csv'), Type.Literal('xlsx')]),
	/** Of the headings and of the names of places, categories and states. */
	language: Language
};
export const ExportInput = Type.Union([
	Type.Object({ source: Type.Literal('search'), filters: SearchFilters, ...more }),
	Type.Object({ source: Type.Literal('queue'), filters: QueueFilters, ...more }),
	Type.Object({ source: Type.Literal('dashboard'), filters: FigureFilters, ...more })
]);
export type ExportInput = Static<typeof ExportInput>;

export const Export = Type.Intersect([
	ExportInput,
	Type.Object({
		id: Type.String(),
		state: Type.Union([
			Type.Literal('queued'),
			Type.Literal('running'),
			Type.Literal('ready'),
			Type.Literal('failed')
		]),
		/** Written so far, of `total`; that is null until it is counted. */
		rows: Type.Integer(),
		total: Nullable(Type.Integer()),
		/** True: there was more than a file may hold. */
		cut: Type.Boolean(),
		/** Bytes. */
		size: Nullable(Type.Integer()),
		orderedAt: Instant,
		finishedAt: Nullable(Instant),
		/** When the file is removed. */
		expiresAt: Nullable(Instant)
	})
]);
export type Export = Static<typeof Export>;

/** Orders a file; it is written in the background. 409 `exports_open` when too many of one's own are in the making. */
export const orderExport = {
	method: 'POST',
	url: '/api/exports',
	schema: { body: ExportInput, response: { 200: Export, ...refusals } }
} as const;
/** One's own files, the newest first; the file itself is at `/api/exports/:id/file`. */
export const readExports = {
	method: 'GET',
	url: '/api/exports',
	schema: { response: { 200: Type.Object({ rows: Type.Array(Export) }), ...refusals } }
} as const;
/** Stops one's own file in the making, or removes it before its time. */
export const removeExport = {
	method: 'DELETE',
	url: '/api/exports/:id',
	schema: { params: byId, response: { 200: Type.Object({ removed: Type.Boolean() }), ...refusals } }
} as const;
