import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import type { Delivery, HttpAnswer, InboundRecording } from '#adapters/inbound.ts';
import type { Script } from '#contracts/script.ts';
import { nextStep } from '#gateway/call/script/next-step.ts';
import { newCall, type CallInput, type CallState, type Facts } from '#gateway/call/script/state.ts';
import { supplied } from '#gateway/call/script/supplied.ts';
import { languages } from '#contracts/words.ts';

/** The number that every call gets here. */
export const number = '2600012345';

/** What a caller meets here: a script, and what is known at each step. */
export interface Scene {
	script: Script;
	facts: (turn: number) => Facts;
}

export interface SmallGateway {
	url: string;
	/** What calls from now on meet; at first the supplied script, with nobody to wait for. */
	scene: Scene;
	/** Words for what each step asked for: `recording`, `queue`, `left` … */
	outcomes: Map<string, string[]>;
	recordings: InboundRecording[];
	refused: string[];
	close(): Promise<void>;
}

const facts: Facts = {
	...{ hours: 'open', notice: null, remembered: null, openCase: null, caller: 'known', full: languages },
	typed: 'unknown'
};

/** The script behind a bare HTTP server: what the exchange talks to when only adapters are tested. */
export async function smallGateway(
	publicOrigin: string,
	adapters: () => ChannelAdapter[]
): Promise<SmallGateway> {
	const states = new Map<string, CallState>();
	const outcomes = new Map<string, string[]>();
	const recordings: InboundRecording[] = [];
	const refused: string[] = [];
	const held: { scene: Scene } = { scene: { script: supplied, facts: () => facts } };
	/** Where the call comes back from the queue at once: nobody ever answers here. */
	const back = ({ script }: Scene, { node }: CallState): CallInput | null =>
		script.nodes[node]?.do === 'queue' ? { event: 'queue', result: 'over' } : null;

	const answer = async (delivery: Delivery): Promise<HttpAnswer> => {
		const adapter = adapters().find(({ account }) => account === delivery.account);
		const verdict = adapter?.verify?.(delivery);
		if (!adapter?.voice || !verdict?.ok) {
			refused.push(verdict?.ok === false ? verdict.reason : 'no account');
			return { status: 403 };
		}
		const [inbound] = await adapter.parse(delivery);
		if (inbound?.kind === 'recording') recordings.push(inbound);
		if (inbound?.kind !== 'call' || ['progress', 'ended', 'room', 'left'].includes(inbound.event))
			return { status: 204 };
		const state = states.get(inbound.callId) ?? newCall();
		const { event, hungUp, digits } = inbound;
		const input: CallInput =
			event === 'recorded'
				? {
						...{ event, hungUp: hungUp ?? false, silent: inbound.duration === 0 },
						...(inbound.recording ? { recording: inbound.recording.url } : {})
					}
				: event === 'input'
					? { event, hungUp: hungUp ?? false, ...(digits === undefined ? {} : { digits }) }
					: { event: 'start' };
		const { scene } = held;
		const next = nextStep(scene.script, state, back(scene, state) ?? input, scene.facts(state.turn));
		states.set(inbound.callId, { ...next.state, number });
		const words = next.outcomes.map((outcome) =>
			'ended' in outcome ? outcome.ended : (Object.keys(outcome)[0] ?? '')
		);
		outcomes.set(inbound.callId, [...(outcomes.get(inbound.callId) ?? []), ...words]);
		return adapter.voice.render(next.step, {
			callId: inbound.callId,
			promptUrl: (prompt, language) => `${publicOrigin}/prompts/${language}/${prompt}.mp3`
		});
	};

	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const path = request.url ?? '/';
		const { status, type, body } = await answer({
			account: /^\/hooks\/([^/?]+)/.exec(path)?.[1] ?? '',
			method: request.method === 'GET' ? 'GET' : 'POST',
			url: publicOrigin + path,
			headers: Object.fromEntries(
				Object.entries(request.headers).map(([name, value]) => [name, String(value)])
			),
			body: Buffer.concat(chunks),
			receivedAt: new Date().toISOString()
		});
		response.writeHead(status, type ? { 'content-type': type } : {}).end(body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		get scene() {
			return held.scene;
		},
		set scene(scene) {
			held.scene = scene;
		},
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		outcomes,
		recordings,
		refused,
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			})
	};
}
