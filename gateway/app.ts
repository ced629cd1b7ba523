import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import fastify, {
	LogController,
	type FastifyError,
	type FastifyInstance,
	type FastifySchemaValidationError
} from 'fastify';
import { listDoors } from './access/doors.ts';
import { createGuard, type FindActor } from './access/guard.ts';
import { accountRoutes } from './access/account-routes.ts';
import { alertRoutes } from './alert/routes.ts';
import { apiRoutes } from './api/routes.ts';
import { keyRoutes } from './access/keys.ts';
import { revealRoutes } from './access/reveal.ts';
import type { SignIn } from './access/sign-in.ts';
import { signInRoutes } from './access/routes.ts';
import { bulkRoutes } from './bulk/routes.ts';
import { categoryRoutes } from './category/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { serialize, validate } from './compile.ts';
import { serveConsole } from './console.ts';
import { hoursRoutes } from './call/hours/routes.ts';
import { callbackRoutes } from './call/callback-routes.ts';
import { telephoneRoutes } from './call/desk-routes.ts';
import { pbxRoutes } from './call/pbx-routes.ts';
import { softphoneRoutes } from './call/softphone.ts';
import { floorRoutes } from './call/supervise-routes.ts';
import { promptRoutes } from './call/routes.ts';
import { scriptRoutes } from './call/script/routes.ts';
import { campaignRoutes } from './desk/campaigns.ts';
import { draftFileRoutes } from './desk/draft-files.ts';
import { draftRoutes } from './desk/drafts.ts';
import { deskRoutes } from './desk/routes.ts';
import { originalRoutes } from './desk/original.ts';
import { suggestRoutes } from './desk/suggest.ts';
import { presenceRoutes } from './desk/presence.ts';
import { superviseRoutes } from './desk/supervise.ts';
import { takeInRoutes } from './desk/take-in.ts';
import { verbRoutes } from './desk/verbs.ts';
import { exportRoutes } from './find/export-routes.ts';
import { findRoutes } from './find/routes.ts';
import { viewRoutes } from './find/view-routes.ts';
import { caseRoutes } from './grievance/routes.ts';
import { caseFileRoutes } from './grievance/file-routes.ts';
import { healthRoutes } from './health.ts';
import { open311Routes } from './intake/open311.ts';
import { webhookRoutes } from './intake/webhook.ts';
import { labRoutes } from './lab/routes.ts';
import type { Lab } from './lab/start.ts';
import { noteRoutes } from './note/routes.ts';
import { officeRoutes } from './office/routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { routingRoutes } from './routing/routes.ts';
import { setUpRoutes } from './people/set-up.ts';
import { privacyRoutes } from './privacy/routes.ts';
import { policyRoutes } from './policy/routes.ts';
import { publicRoutes } from './public.ts';
import { Refusal } from './refusal.ts';
import { reminderRoutes } from './reminder/routes.ts';
import { reportRoutes } from './report/routes.ts';
import type { Services } from './services.ts';
import { textRoutes } from './text/routes.ts';
import { webhookAdminRoutes } from './webhook/routes.ts';

/** Files of one form, and bytes of one file. */
export const FILES_LIMIT = 10;
export const FILE_LIMIT_BYTES = 10 * 1024 * 1024;
/** Requests of one address in a minute to anything that has no limit of its own. */
const REQUESTS_PER_MINUTE = 1200;
/** Names under it carry the hash of their content: any number of screens behind one address may load them. */
const HASHED_FILES = /^\/(_app\/immutable|public\/assets)\//;
const JSON_LIMIT_BYTES = 1024 * 1024;
const info = {
	title: 'Sunwai',
	version: '1',
	description:
		'Grievances of citizens. Programs hand them in and ask for their state by Open311, with a key; they are told of ' +
		'events by webhooks, where an administrator made a subscription. All else serves the desk, for people who signed in.'
};

/** Where a request does not have its shape, a missing field by its name, and the rule that it breaks. */
const faultOf = ({ instancePath, params, keyword }: FastifySchemaValidationError) => ({
	field: [...instancePath.split('/').slice(1), params.missingProperty].filter(Boolean).join('.'),
	code: keyword
});

/** One handler of errors: a refusal is told as it is, anything else is a fault with an id and no detail. */
function answerErrors(app: FastifyInstance): void {
	app.setErrorHandler((error: FastifyError | Refusal, request, reply) => {
		if (error instanceof Refusal) return reply.code(error.status).send(error.toJSON());
		const status = error.statusCode ?? 500;
		if (status < 500) {
			const faults = error.validation?.map(faultOf);
			return reply.code(status).send({
				code: error.validation ? 'invalid' : (error.code ?? 'refused').toLowerCase(),
				message: error.message,
				...(faults ? { faults } : {})
			});
		}
		request.log.error({ err: error }, 'fault');
		return reply
			.code(500)
			.send({ code: 'fault', message: `Something went wrong here. Fault ${request.id}.` });
	});
}

/** The gateway's HTTP side: every door in reading order, one error handler, OpenAPI at `/api/openapi.json`, to be read at `/api-docs`. */
export async function buildApp(
	services: Services,
	{ signIn, findActor, lab }: { signIn: SignIn; findActor: FindActor; lab: Lab | null }
): Promise<FastifyInstance> {
	const { config, log } = services;
	const app = fastify({
		loggerInstance: log,
		logController: new LogController({ disableRequestLogging: true }),
		trustProxy: config.proxy,
		bodyLimit: JSON_LIMIT_BYTES,
		forceCloseConnections: true,
		routerOptions: { maxParamLength: 200 }
	}) as unknown as FastifyInstance;
	app.setValidatorCompiler(validate);
	app.setSerializerCompiler(serialize);
	answerErrors(app);
	listDoors(app);
	await app.register(helmet, {
		contentSecurityPolicy: {
			useDefaults: false,
			directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] }
		},
		strictTransportSecurity: config.publicOrigin.startsWith('https:')
	});
	await app.register(rateLimit, {
		max: REQUESTS_PER_MINUTE,
		timeWindow: '1 minute',
		allowList: ({ url }) => HASHED_FILES.test(url)
	});
	await app.register(multipart, {
		limits: { files: FILES_LIMIT, fileSize: FILE_LIMIT_BYTES, fields: 60, fieldSize: 512 * 1024 }
	});
	await app.register(swagger, { openapi: { openapi: '3.1.0', info } });
	const origins = new Set([
		config.publicOrigin,
		`http://localhost:${config.port}`,
		`http://127.0.0.1:${config.port}`
	]);
	const guard = createGuard(app, services, findActor, origins);
	healthRoutes(app, services);
	webhookRoutes(app, services);
	await publicRoutes(app, services);
	open311Routes(app, services);
	promptRoutes(app, services);
	signInRoutes(app, services, signIn);
	accountRoutes(app, services, guard);
	keyRoutes(app, services, guard);
	webhookAdminRoutes(app, services, guard);
	revealRoutes(app, services, guard);
	auditRoutes(app, services, guard);
	privacyRoutes(app, services, guard);
	deskRoutes(app, services, guard);
	suggestRoutes(app, services, guard);
	draftRoutes(app, services, guard);
	draftFileRoutes(app, services, guard);
	presenceRoutes(app, services, guard);
	verbRoutes(app, services, guard);
	bulkRoutes(app, services, guard);
	campaignRoutes(app, services, guard);
	noteRoutes(app, services, guard);
	alertRoutes(app, services, guard);
	textRoutes(app, services, guard);
	reminderRoutes(app, services, guard);
	takeInRoutes(app, services, guard);
	originalRoutes(app, services, guard);
	superviseRoutes(app, services, guard);
	telephoneRoutes(app, services, guard);
	softphoneRoutes(app, services, guard, new Set(lab?.accounts.map(({ id }) => id)));
	pbxRoutes(app, services, guard);
	callbackRoutes(app, services, guard);
	floorRoutes(app, services, guard);
	reportRoutes(app, services, guard);
	findRoutes(app, services, guard);
	exportRoutes(app, services, guard);
	viewRoutes(app, services, guard);
	peopleRoutes(app, services, guard);
	setUpRoutes(app, services, guard);
	categoryRoutes(app, services, guard);
	officeRoutes(app, services, guard);
	policyRoutes(app, services, guard);
	routingRoutes(app, services, guard);
	caseRoutes(app, services, guard);
	caseFileRoutes(app, services, guard);
	scriptRoutes(app, services, guard);
	hoursRoutes(app, services, guard);
	if (lab) labRoutes(app, services, lab, guard);
	await apiRoutes(app, services, guard);
	await serveConsole(app, services);
	return app;
}
