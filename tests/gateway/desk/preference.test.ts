import { expect } from 'vitest';
import { usual } from '#contracts/preference.ts';
import { gatewayTest } from '../../support/gateway.ts';

const test = gatewayTest();

interface Me {
	language: string;
	preferences: typeof usual;
}

test('what a person prefers is theirs alone, and what they did not name stays', async ({ gateway }) => {
	const [one, two] = [await gateway.signIn('agent'), await gateway.signIn('agent2')];
	const me = async (cookie: string) => (await gateway.call<Me>('GET', '/api/me', { cookie })).json;
	const prefer = (body: object) => gateway.call<Me>('PUT', '/api/me', { cookie: one, body });
	expect((await me(one)).preferences).toEqual(usual);
	await prefer({ preferences: { density: 'compact', letters: false } });
	const { json } = await prefer({ language: 'hi', preferences: { start: '/register', playbackRate: 1.25 } });
	expect(json).toMatchObject({
		language: 'hi',
		preferences: { ...usual, density: 'compact', letters: false, start: '/register', playbackRate: 1.25 }
	});
	expect(await me(one)).toMatchObject({ language: 'hi', preferences: json.preferences });
	expect((await me(two)).preferences).toEqual(usual);
});

test('what is no preference is refused', async ({ gateway }) => {
	const cookie = await gateway.signIn('agent');
	for (const body of [
		{},
		{ preferences: { density: 'tiny' } },
		{ preferences: { start: 'https://evil.example' } }
	])
		expect((await gateway.call('PUT', '/api/me', { cookie, body })).status).toBe(400);
});

test('who has chosen nothing lands where their work is', async ({ gateway }) => {
	const landing = { agent2: '/queue', officer: '/cases', viewer: '/dashboard' } as const;
	for (const [person, start] of Object.entries(landing)) {
		const cookie = await gateway.signIn(person as keyof typeof landing);
		expect((await gateway.call<Me>('GET', '/api/me', { cookie })).json.preferences.start).toBe(start);
	}
});
