import type { TwilioVoiceConfig } from '../ivr/twilio-voice.ts';
import type { CallFaults, Kept } from './exchange.ts';
import type { LabServer } from './server.ts';
import { dateOf, isAccount, json, listOf, notFound, sid, unauthorised } from './twilio-desk.ts';

interface Recorded {
	content: Buffer;
	notReady: number;
	seconds: number;
	of: { call?: string; room?: string };
	at: number;
}

const shown = (config: TwilioVoiceConfig, id: string, { seconds, of, at }: Recorded) => ({
	sid: id,
	account_sid: config.accountSid,
	call_sid: of.call ?? null,
	conference_sid: of.room ?? null,
	api_version: '2010-04-01',
	channels: 1,
	date_created: dateOf(at),
	date_updated: dateOf(at),
	start_time: dateOf(at - seconds * 1000),
	duration: String(Math.round(seconds)),
	price: null,
	price_unit: 'USD',
	source: of.room === undefined ? 'RecordVerb' : 'Conference',
	status: 'completed',
	uri: `/2010-04-01/Accounts/${config.accountSid}/Recordings/${id}.json`
});

/** Serves what callers said at Twilio's address for recordings, to whoever shows the account's token. */
export const recordingShelf = (server: LabServer, config: TwilioVoiceConfig) => {
	const kept = new Map<string, Recorded>();
	const path = `/2010-04-01/Accounts/${config.accountSid}/Recordings`;
	const open = (authorization: string | undefined) => isAccount(config, authorization);
	server.route('GET', `${path}.json`, ({ headers, query }) => {
		if (!open(headers['authorization'])) return unauthorised();
		const [call, room] = [query.get('CallSid'), query.get('ConferenceSid')];
		const found = [...kept].filter(
			([, { of }]) => (call === null || of.call === call) && (room === null || of.room === room)
		);
		return listOf('recordings', path, found.map(([id, one]) => shown(config, id, one)).reverse());
	});
	server.route('GET', `${path}/:recording.json`, ({ headers, params }) => {
		if (!open(headers['authorization'])) return unauthorised();
		const id = params['recording'] ?? '';
		const found = kept.get(id);
		return found ? json(200, shown(config, id, found)) : notFound(`${path}/${id}`);
	});
	server.route('DELETE', `${path}/:recording.json`, ({ headers, params }) => {
		if (!open(headers['authorization'])) return unauthorised();
		const id = params['recording'] ?? '';
		return kept.delete(id) ? { status: 204 } : notFound(`${path}/${id}`);
	});
	for (const ending of ['.wav', ''])
		server.route('GET', `${path}/:recording${ending}`, ({ headers, params }) => {
			if (!open(headers['authorization'])) return unauthorised();
			const id = params['recording'] ?? '';
			const found = kept.get(id);
			if (!found || found.notReady-- > 0) return notFound(`${path}/${id}`);
			return { status: 200, type: 'audio/x-wav', body: found.content };
		});
	return (content: Buffer, seconds: number, { notReady = 0 }: CallFaults, of: Recorded['of'] = {}): Kept => {
		const id = sid('RE');
		kept.set(id, { content, notReady, seconds, of, at: Date.now() });
		return { id, url: `${server.url}${path}/${id}`, content, seconds };
	};
};
