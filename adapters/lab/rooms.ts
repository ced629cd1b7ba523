import { sendEvent, type Going } from './call-engine.ts';
import type { Confer, RoomHappening } from './exchange.ts';
import type { Tape } from './tape.ts';
import { toneWav, wavSeconds } from './tone.ts';

/** A conference as the exchange keeps it. */
export interface Room {
	id: string;
	name: string;
	account: string;
	/** By the id of the call, in the order of their coming. */
	seats: Map<string, Going>;
	/** What the first who joined said of it, and who that was. */
	first: Confer;
	by: Going;
	sequence: number;
	/** Milliseconds since 1970; null: nobody has come who does not wait. */
	startedAt: number | null;
	createdAt: number;
	over: boolean;
	/** What was said, where somebody spoke whom the exchange heard. */
	tape?: Tape;
}
export type Changes = Partial<Pick<Going['leg'], 'muted' | 'held' | 'coaching' | 'deaf'>>;

export interface Rooms {
	enter(going: Going, confer: Confer): Promise<void>;
	/** Takes the call out of the room that it is in; the last to leave ends it. */
	leave(going: Going): Promise<void>;
	/** Changes a participant and tells of it. */
	change(going: Going, changes: Changes): Promise<void>;
	/** Puts everybody out. */
	close(room: Room): Promise<void>;
	find(account: string, id: string): Room | undefined;
	list(account: string): Room[];
}

/** Longest that a made recording of a room becomes, in seconds. */
const longest_s = 30;

const view = (room: Room, going: Going) => ({
	id: room.id,
	name: room.name,
	first: room.first,
	sequence: room.sequence++,
	seat: {
		confer: going.waiting?.do === 'confer' ? going.waiting : room.first,
		muted: going.leg.muted,
		held: going.leg.held,
		coaching: going.leg.coaching
	}
});

const happened = (room: Room, going: Going, happening: RoomHappening) => {
	const { face, faults } = going.order;
	return sendEvent(going, face.room(going.line, happening, view(room, going), faults));
};

/** Whether `ear` hears `mouth`: both in one room that has started, and nothing set between them. */
export const hears = (ear: Going, mouth: Going): boolean => {
	if (ear === mouth || ear.room === null || ear.room !== mouth.room || ear.room.startedAt === null)
		return false;
	if (mouth.leg.muted || mouth.leg.held || ear.leg.held || ear.leg.deaf) return false;
	if (mouth.leg.coaching !== null && mouth.leg.coaching !== ear.line.id) return false;
	const allows = (list: string[] | undefined, id: string) => list === undefined || list.includes(id);
	const said = mouth.waiting?.do === 'confer' ? mouth.waiting : undefined;
	const hearing = ear.waiting?.do === 'confer' ? ear.waiting : undefined;
	return allows(said?.canSpeak, ear.line.id) && allows(hearing?.canHear, mouth.line.id);
};

/** Keeps what was said in a room and tells of it. */
const keepSound = async (room: Room) => {
	const { by, first } = room;
	const { face, faults } = by.order;
	if (!first.record || first.recordingUrl === undefined || room.startedAt === null) return;
	const { second_ms } = by.order.world;
	const lasted_ms = Date.now() - room.startedAt;
	const length = Math.min(longest_s, Math.max(1, Math.round(lasted_ms / second_ms)));
	const sound = room.tape?.wav(lasted_ms) ?? toneWav(length);
	delete room.tape;
	const kept = face.keep(sound, wavSeconds(sound), faults, { room: room.id });
	by.recordings.push(kept.id);
	const ready = face.roomReady(by.line, { id: room.id, url: first.recordingUrl }, kept, faults);
	await sendEvent(by, ready, { only: true });
};

const finish = async (room: Room) => {
	if (room.over) return;
	room.over = true;
	await keepSound(room);
};

/** The rooms of all accounts. Those that are over are kept for a while: REST still tells of them. */
export function rooms({ putOut }: { putOut(going: Going, confer: Confer): Promise<void> }): Rooms {
	const all: Room[] = [];
	const live = (account: string, name: string) =>
		all.find((room) => room.account === account && room.name === name && !room.over);
	const open = (going: Going, confer: Confer): Room => {
		const { account, face } = going.order;
		const room: Room = {
			id: face.newRoomId(),
			name: confer.room,
			account,
			seats: new Map(),
			first: confer,
			by: going,
			sequence: 0,
			startedAt: null,
			createdAt: Date.now(),
			over: false
		};
		all.push(room);
		all.splice(0, Math.max(0, all.length - 1000));
		return room;
	};
	const leave = async (going: Going) => {
		const { room } = going;
		if (!room) return;
		const ends = going.waiting?.do === 'confer' && going.waiting.endsOnExit;
		await happened(room, going, 'leave');
		room.seats.delete(going.line.id);
		going.room = null;
		going.leg = { ...going.leg, muted: false, held: false, coaching: null };
		if (room.seats.size === 0) await finish(room);
		else if (ends) await close(room);
	};
	const close = async (room: Room) => {
		for (const seat of room.seats.values())
			void seat.queue(async () => {
				const { waiting } = seat;
				if (seat.room !== room || waiting?.do !== 'confer') return;
				await leave(seat);
				await putOut(seat, waiting);
			});
		await finish(room);
	};
	return {
		enter: async (going, confer) => {
			const room = live(going.order.account, confer.room) ?? open(going, confer);
			room.seats.set(going.line.id, going);
			going.room = room;
			going.leg = { ...going.leg, muted: confer.muted, held: false };
			const starts = [...room.seats.values()].some(
				({ waiting }) => waiting?.do === 'confer' && waiting.starts
			);
			if (starts && room.seats.size > 1) room.startedAt ??= Date.now();
			else if (confer.music !== undefined) going.heard.push(confer.music);
			await happened(room, going, 'join');
		},
		leave,
		change: async (going, changes) => {
			const before = going.leg;
			going.leg = { ...before, ...changes };
			const { room } = going;
			if (!room) return;
			if (before.muted !== going.leg.muted) await happened(room, going, going.leg.muted ? 'mute' : 'unmute');
			if (before.held !== going.leg.held) await happened(room, going, going.leg.held ? 'hold' : 'unhold');
		},
		close,
		find: (account, id) => all.find((room) => room.account === account && room.id === id),
		list: (account) => all.filter((room) => room.account === account)
	};
}
