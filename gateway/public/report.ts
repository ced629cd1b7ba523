import { stringify } from 'csv-stringify/sync';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { reportColumns, reportWords, type MonthlyReport } from '#contracts/report.ts';
import { monthlyReport, reportMonths } from '../report/monthly.ts';
import type { Services } from '../services.ts';
import { WINDOW_MS } from './complain.ts';
import { sendErrorPage, sendPage } from './page.ts';

/** Reports that one address may ask for in the window: each is made once for all, and small. */
const REPORTS_PER_WINDOW = 300;
const unhurried = { config: { rateLimit: { max: REPORTS_PER_WINDOW, timeWindow: WINDOW_MS } } };
const CACHE_SECONDS = 600;

const licence = 'CC BY 4.0, https://creativecommons.org/licenses/by/4.0/';
const suppressed =
	'"<5" stands for one to four cases; "*" for a count withheld because the others would give such a one away.';

/** As programs read it: a line for each row, names in three languages, comments by nothing but the heading. */
function asCsv({ month, rows }: MonthlyReport): string {
	const heading = [
		'month',
		'table',
		'code',
		'name_en',
		'name_pa',
		'name_hi',
		...reportColumns,
		'median_days'
	];
	const lines = rows.map(({ table, code, names, median_days, ...row }) => [
		...[month, table, code, names.en, names.pa, names.hi],
		...reportColumns.map((column) => row[column]),
		median_days ?? ''
	]);
	return stringify([heading, ...lines], { bom: true, record_delimiter: 'windows', escape_formulas: true });
}

const asJson = ({ month, at, rows }: MonthlyReport) => ({
	...{ month, as_of: at, licence, suppressed, columns: reportWords },
	rows
});

type ByMonth = { Params: { month: string } };

/** The state's own account of a month, for everybody: a page, and the same figures as CSV and JSON. */
export function reportRoutes(pages: FastifyInstance, services: Services): void {
	/** The month's report; null where there is none. */
	const find = async (month: string) => {
		const months = await reportMonths(services);
		return months.includes(month) ? { months, report: await monthlyReport(services, month) } : null;
	};
	const open = (reply: FastifyReply, type: string) =>
		reply
			.header('cache-control', `public, max-age=${CACHE_SECONDS}`)
			.header('access-control-allow-origin', '*')
			.type(type);
	const show = async (request: FastifyRequest, reply: FastifyReply, month: string) => {
		const found = await find(month);
		if (!found) return sendErrorPage(services, request, reply, { status: 404 });
		return sendPage(services, request, reply, ['report', found]);
	};
	pages.get<{ Querystring: { month?: string } }>('/report', unhurried, async (request, reply) => {
		const { month } = request.query;
		if (typeof month === 'string' && /^\d{4}-\d{2}$/.test(month))
			return reply.redirect(`/report/${month}`, 303);
		const [newest] = await reportMonths(services);
		if (!newest) return sendPage(services, request, reply, ['report', { months: [], report: null }]);
		return show(request, reply, newest);
	});
	pages.get<ByMonth>('/report/:month', unhurried, (request, reply) =>
		show(request, reply, request.params.month)
	);
	pages.get<ByMonth>('/report/:month/data.csv', unhurried, async (request, reply) => {
		const found = await find(request.params.month);
		if (!found) return sendErrorPage(services, request, reply, { status: 404 });
		return open(reply, 'text/csv; charset=utf-8')
			.header('content-disposition', `attachment; filename="grievances-${found.report.month}.csv"`)
			.send(asCsv(found.report));
	});
	pages.get<ByMonth>('/report/:month/data.json', unhurried, async (request, reply) => {
		const found = await find(request.params.month);
		if (!found) return sendErrorPage(services, request, reply, { status: 404 });
		return open(reply, 'application/json; charset=utf-8').send(asJson(found.report));
	});
}
