import { Type, type Static } from 'typebox';
import { Language, Refused } from './words.ts';
import { PASSWORD_MAX } from './account.ts';

const refusals = {
	400: Refused,
	401: Refused,
	403: Refused,
	404: Refused,
	409: Refused,
	429: Refused
} as const;

/** Whether the installation still waits for its first administrator. Open to all. */
export const readSetup = {
	method: 'GET',
	url: '/api/auth/setup',
	schema: { response: { 200: Type.Object({ open: Type.Boolean() }) } }
} as const;

export const FirstAdministrator = Type.Object({
	/** Printed where the gateway was started. */
	code: Type.String({ maxLength: 100 }),
	name: Type.String({ maxLength: 200 }),
	email: Type.String({ maxLength: 320 }),
	password: Type.String({ maxLength: PASSWORD_MAX }),
	language: Language
});
export type FirstAdministrator = Static<typeof FirstAdministrator>;

/** Makes the first administrator, once. Faults: `setup_code`, `required`, `invalid_email`, `password_short`, `password_email`. */
export const setUp = {
	method: 'POST',
	url: '/api/auth/setup',
	schema: { body: FirstAdministrator, response: { 200: Type.Object({ open: Type.Boolean() }), ...refusals } }
} as const;

export const SetupStep = Type.Union([
	Type.Literal('people'),
	Type.Literal('second_factor'),
	Type.Literal('channels'),
	Type.Literal('arrival'),
	Type.Literal('registration'),
	Type.Literal('answer')
]);
export type SetupStep = Static<typeof SetupStep>;

/** What an administrator does before the first day, in order, and what of it is done. */
export const readSetupSteps = {
	method: 'GET',
	url: '/api/setup/steps',
	schema: {
		response: {
			200: Type.Object({ steps: Type.Array(Type.Object({ step: SetupStep, done: Type.Boolean() })) }),
			...refusals
		}
	}
} as const;
