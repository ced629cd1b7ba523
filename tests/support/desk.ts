import type { RegisterInput } from '#contracts/desk.ts';
import type { Person, TestGateway } from './gateway.ts';

let phones = 0;
/** A telephone that no other submission of this file came from. */
export const newPhone = () => `+9198765${String(50_000 + phones++)}`;

/** A submission that waits in the queue. */
export async function submit(gateway: TestGateway, text: string, from = newPhone()) {
	await gateway.carrier.sendSms({ via: 'twilio', from, text });
	return gateway.arrived(text);
}

/** One verb of the desk on a submission, as the person. */
export const act = async <T = never>(
	gateway: TestGateway,
	person: Person,
	number: string,
	verb: string,
	body?: unknown
) =>
	gateway.call<T>('POST', `/api/submissions/${number}/${verb}`, {
		cookie: await gateway.signIn(person),
		...(body === undefined ? {} : { body })
	});

/** A submission that the person holds. */
export async function held(gateway: TestGateway, person: Person, text: string, from?: string) {
	const row = await submit(gateway, text, from);
	const { status } = await act(gateway, person, row.number, 'claim');
	if (status !== 200) throw new Error(`not claimed: ${status}`);
	return row;
}

/** A registration without fault. */
export const registration = (more: Partial<RegisterInput> = {}): RegisterInput => ({
	category: 'street-light',
	district: '27',
	summary: 'The street light in front of the school is out.',
	citizen: { name: 'Kulwinder Kaur', language: 'pa' },
	...more
});
