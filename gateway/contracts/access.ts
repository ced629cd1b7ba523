import { Type, type Static } from 'typebox';
import { Channel, Language, Nullable } from './words.ts';

/** What a role may or may not do. Which role may do what is the gateway's table; a person is told their own part of it. */
export const Permission = Type.Union([
	Type.Literal('account'),
	Type.Literal('self'),
	Type.Literal('queue'),
	Type.Literal('sensitive'),
	Type.Literal('contact'),
	Type.Literal('place'),
	Type.Literal('reveal'),
	Type.Literal('decide'),
	Type.Literal('note'),
	Type.Literal('texts'),
	Type.Literal('templates'),
	Type.Literal('manage_templates'),
	Type.Literal('register'),
	Type.Literal('attach'),
	Type.Literal('call'),
	Type.Literal('callbacks'),
	Type.Literal('supervise'),
	Type.Literal('export'),
	Type.Literal('share_views'),
	Type.Literal('assign'),
	Type.Literal('dashboard'),
	Type.Literal('redress'),
	Type.Literal('screen'),
	Type.Literal('steer'),
	Type.Literal('feedback'),
	Type.Literal('speak'),
	Type.Literal('wall'),
	Type.Literal('reports'),
	Type.Literal('parked'),
	Type.Literal('mend'),
	Type.Literal('channels'),
	Type.Literal('keys'),
	Type.Literal('webhooks'),
	Type.Literal('people'),
	Type.Literal('manage_people'),
	Type.Literal('reference'),
	Type.Literal('manage_reference'),
	Type.Literal('policy'),
	Type.Literal('manage_policy'),
	Type.Literal('routing'),
	Type.Literal('manage_routing'),
	Type.Literal('script'),
	Type.Literal('manage_script'),
	Type.Literal('audit'),
	Type.Literal('erase'),
	Type.Literal('lab')
]);
export type Permission = Static<typeof Permission>;

const codes = Nullable(
	Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { minItems: 1, maxItems: 200 })
);

/** What a person is limited to; null is no limit. Jurisdiction: districts, tehsils, departments. Skills: channels, languages. */
export const Scope = Type.Object({
	districts: codes,
	tehsils: codes,
	departments: codes,
	channels: Nullable(Type.Array(Channel, { minItems: 1, maxItems: 20 })),
	languages: Nullable(Type.Array(Language, { minItems: 1, maxItems: 3 }))
});
export type Scope = Static<typeof Scope>;

/** The whole state, every channel and language. */
export const noLimit: Scope = {
	districts: null,
	tehsils: null,
	departments: null,
	channels: null,
	languages: null
};
