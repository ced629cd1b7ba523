import type { TwilioVoiceConfig } from '../ivr/twilio-voice.ts';
import type { Going } from './call-engine.ts';
import { putOut } from './call-hand.ts';
import type { Changes, Room } from './rooms.ts';
import type { LabAnswer } from './server.ts';
import type { Desk } from './telephone.ts';
import { dateOf, json, listOf, notFound, problem } from './twilio-desk.ts';
import type { Answering, Asked } from './twilio-rest.ts';

const stateOf = ({ over, startedAt }: Room) => {
	if (over) return 'completed';
	return startedAt === null ? 'init' : 'in-progress';
};

const shown = (account: TwilioVoiceConfig, room: Room) => ({
	sid: room.id,
	account_sid: account.accountSid,
	api_version: '2010-04-01',
	friendly_name: room.name,
	region: 'us1',
	status: stateOf(room),
	date_created: dateOf(room.createdAt),
	date_updated: dateOf(room.createdAt),
	uri: `/2010-04-01/Accounts/${account.accountSid}/Conferences/${room.id}.json`,
	subresource_uris: {}
});

const participant = (account: TwilioVoiceConfig, room: Room, { line, leg, waiting, startedAt }: Going) => ({
	account_sid: account.accountSid,
	call_sid: line.id,
	conference_sid: room.id,
	label: null,
	muted: leg.muted,
	hold: leg.held,
	coaching: leg.coaching !== null,
	call_sid_to_coach: leg.coaching,
	start_conference_on_enter: waiting?.do === 'confer' ? waiting.starts : true,
	end_conference_on_exit: waiting?.do === 'confer' && waiting.endsOnExit,
	status: 'connected',
	date_created: dateOf(startedAt),
	date_updated: dateOf(startedAt),
	uri: `/2010-04-01/Accounts/${account.accountSid}/Conferences/${room.id}/Participants/${line.id}.json`
});

const flag = (form: URLSearchParams, name: string) => {
	const text = form.get(name);
	return text === null ? undefined : text.toLowerCase() === 'true';
};

/** What a form wants of a participant; a refusal where it makes no sense. */
const changesOf = (form: URLSearchParams, room: Room, seat: Going): Changes | LabAnswer => {
	const [muted, held, coaching] = [flag(form, 'Muted'), flag(form, 'Hold'), flag(form, 'Coaching')];
	const whom = form.get('CallSidToCoach');
	if (coaching === true && (whom === null || !room.seats.has(whom) || whom === seat.line.id))
		return problem(400, 13233, 'CallSidToCoach is no participant of this conference');
	return {
		...(muted === undefined ? {} : { muted }),
		...(held === undefined ? {} : { held }),
		...(coaching === undefined ? {} : { coaching: coaching ? whom : null })
	};
};

const seatOf = (desk: Desk, { params }: Asked) => {
	const room = desk.rooms.find(desk.account.id, params['room'] ?? '');
	const seat = room?.over === false ? room.seats.get(params['call'] ?? '') : undefined;
	return room && seat ? { room, seat } : null;
};

/** Conferences and their participants. */
export function roomRoutes(
	route: (method: string, pattern: string, answering: Answering) => void,
	desk: Desk,
	account: TwilioVoiceConfig
): void {
	const one = '/Conferences/:room/Participants/:call.json';
	route('GET', '/Conferences.json', ({ query, path }) => {
		const [name, status] = [query.get('FriendlyName'), query.get('Status')];
		const found = desk.rooms
			.list(account.id)
			.filter(
				(room) => (name === null || room.name === name) && (status === null || stateOf(room) === status)
			);
		return listOf('conferences', path, found.map((room) => shown(account, room)).reverse());
	});
	const roomRoute = (method: string, pattern: string, answer: (room: Room, asked: Asked) => LabAnswer) =>
		route(method, pattern, (asked) => {
			const room = desk.rooms.find(account.id, asked.params['room'] ?? '');
			return room ? answer(room, asked) : notFound(asked.path);
		});
	roomRoute('GET', '/Conferences/:room.json', (room) => json(200, shown(account, room)));
	roomRoute('POST', '/Conferences/:room.json', (room, { form }) => {
		if (form.get('Status') === 'completed') void desk.rooms.close(room);
		return json(200, shown(account, room));
	});
	roomRoute('GET', '/Conferences/:room/Participants.json', (room, { path }) =>
		listOf(
			'participants',
			path,
			[...room.seats.values()].map((seat) => participant(account, room, seat))
		)
	);
	route('GET', one, (asked) => {
		const found = seatOf(desk, asked);
		return found ? json(200, participant(account, found.room, found.seat)) : notFound(asked.path);
	});
	route('POST', one, (asked) => {
		const found = seatOf(desk, asked);
		if (!found) return notFound(asked.path);
		const { room, seat } = found;
		const changes = changesOf(asked.form, room, seat);
		if ('status' in changes) return changes;
		const music = asked.form.get('HoldUrl');
		if (changes.held === true && music !== null) seat.heard.push(music);
		void seat.queue(() => desk.rooms.change(seat, changes));
		return json(200, { ...participant(account, room, seat), ...answerOf(changes) });
	});
	route('DELETE', one, (asked) => {
		const found = seatOf(desk, asked);
		if (!found) return notFound(asked.path);
		const { room, seat } = found;
		void seat.queue(async () => {
			const { waiting } = seat;
			if (seat.room !== room || waiting?.do !== 'confer') return;
			await desk.rooms.leave(seat);
			await putOut(seat, waiting);
		});
		return { status: 204 };
	});
}

const answerOf = ({ muted, held, coaching }: Changes) => ({
	...(muted === undefined ? {} : { muted }),
	...(held === undefined ? {} : { hold: held }),
	...(coaching === undefined ? {} : { coaching: coaching !== null, call_sid_to_coach: coaching })
});
