import { formatNumber } from '#contracts/number.ts';
import { until, type TestGateway } from './gateway.ts';

let telephones = 0;
/** A mobile that no other citizen of this file has. */
export const newMobile = () => `+9198150${String(10_000 + telephones++)}`;

/** Texts that a telephone of the lab got, oldest first. */
export const textsTo = ({ carrier }: Pick<TestGateway, 'carrier'>, phone: string) =>
	carrier
		.handset(phone)
		.messages.filter(({ direction }) => direction === 'received')
		.map(({ text }) => text);

/** Waits for a text to a telephone that says this. */
export const textTo = (gateway: Pick<TestGateway, 'carrier'>, phone: string, says: RegExp) =>
	until(() => textsTo(gateway, phone).findLast((text) => says.test(text))) as Promise<string>;

/** Somebody who sent a complaint by SMS and was told its number. */
export async function complainant(gateway: TestGateway, text: string, phone = newMobile()) {
	await gateway.carrier.sendSms({ via: 'twilio', from: phone, text });
	const { number } = await gateway.arrived(text);
	await textTo(gateway, phone, new RegExp(formatNumber(number)));
	return { number, phone };
}

/** A browser on the pages of a number: it keeps what it is given. */
export function browser(gateway: Pick<TestGateway, 'origin'>, number: string) {
	const cookies = new Map<string, string>();
	const ask = async (path: string, init: RequestInit = {}) => {
		const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		const response = await fetch(`${gateway.origin}/track/${number}${path}`, {
			redirect: 'manual',
			...init,
			headers: { ...(init.headers as Record<string, string>), ...(cookie ? { cookie } : {}) }
		});
		for (const kept of response.headers.getSetCookie()) {
			const [, name, value] = /^([\w.]+)=([^;]*)/.exec(kept)!;
			if (value) cookies.set(name!, value);
			else cookies.delete(name!);
		}
		return { status: response.status, headers: response.headers, text: await response.text() };
	};
	return {
		cookies,
		get: (path = '') => ask(path),
		post: (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
			ask(path, { method: 'POST', body: new URLSearchParams(fields), headers }),
		send: (path: string, form: FormData) => ask(path, { method: 'POST', body: form })
	};
}

/** Opens the number with the code that its telephone gets. */
export async function openedBy(gateway: TestGateway, { number, phone }: { number: string; phone: string }) {
	const own = browser(gateway, number);
	const before = textsTo(gateway, phone).length;
	await own.post('/code');
	const text = await until(() =>
		textsTo(gateway, phone)
			.slice(before)
			.find((one) => /\b\d{6}\b/.test(one))
	);
	await own.post('/open', { code: /\b\d{6}\b/.exec(text as string)![0] });
	return own;
}
