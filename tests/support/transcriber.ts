import { labServer, type LabAnswer, type LabRequest } from '#adapters/lab/server.ts';

/** A recording as the machine was sent it. */
export interface Heard {
	name: string;
	mediaType: string;
	bytes: Buffer;
	model: string;
	language: string;
}
type Answer = LabAnswer | 'never';

const json = (status: number, body: unknown): LabAnswer => ({
	status,
	type: 'application/json',
	body: JSON.stringify(body)
});
const fault = (status: number, message: string) => json(status, { error: { message, type: 'error' } });

async function readForm({ headers, body }: LabRequest): Promise<Heard | string> {
	const type = headers['content-type'] ?? '';
	if (!type.startsWith('multipart/form-data')) return 'multipart is asked for';
	const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
	const [file, model, language] = [form.get('file'), form.get('model'), form.get('language')];
	if (!(file instanceof File)) return 'file is missing';
	if (!/\.(wav|mp3|ogg|webm|m4a|flac)$/.test(file.name)) return `Unrecognized file format: ${file.name}`;
	if (typeof model !== 'string' || !model) return 'model is missing';
	if (typeof language !== 'string' || !/^[a-z]{2}$/.test(language)) return 'language is not ISO 639-1';
	const bytes = Buffer.from(await file.arrayBuffer());
	return { name: file.name, mediaType: file.type, bytes, model, language };
}

/**
 * A machine that writes down what is said, by the contract that many speak: `POST /v1/audio/transcriptions` with a key.
 * It says what `says` says, after the answers that were put before it.
 */
export async function transcriber(key: string) {
	const server = await labServer(0);
	const heard: Heard[] = [];
	const first: Answer[] = [];
	const machine = {
		says: '',
		heard,
		/** Answers, each for one request, before it says anything; `never`: it does not. */
		first,
		baseUrl: `${server.url}/v1`,
		close: () => server.close()
	};
	server.route('POST', '/v1/audio/transcriptions', async (request) => {
		if (request.headers.authorization !== `Bearer ${key}`) return fault(401, 'Incorrect API key provided');
		const sent = await readForm(request);
		if (typeof sent === 'string') return fault(400, sent);
		heard.push(sent);
		const answer = first.shift();
		if (answer === 'never') return new Promise<LabAnswer>(() => undefined);
		return answer ?? json(200, { text: machine.says });
	});
	return machine;
}
