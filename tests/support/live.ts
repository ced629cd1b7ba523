import { io, type Socket } from 'socket.io-client';
import type { Change, JoinReply } from '#contracts/live.ts';
import type { Person, TestGateway } from './gateway.ts';

export interface Screen {
	socket: Socket;
	/** Everything that was told, in the order of its coming. */
	changes: Change[];
	join(room: string, since?: number): Promise<JoinReply>;
	close(): void;
}

/** The next event of this name. */
export const heard = <T = void>(socket: Socket, event: string) =>
	new Promise<T>((resolve) => void socket.once(event, resolve));

const socketOf = (gateway: TestGateway, cookie: string | undefined) =>
	io(gateway.origin, {
		transports: ['websocket'],
		reconnection: false,
		forceNew: true,
		...(cookie ? { extraHeaders: { cookie } } : {})
	});

/** Why a socket with this cookie is refused. */
export async function refusal(gateway: TestGateway, cookie?: string): Promise<string> {
	const socket = socketOf(gateway, cookie);
	const fault = await heard<Error>(socket, 'connect_error');
	socket.close();
	return fault.message;
}

/** A connected screen of a signed-in person. */
export async function openScreen(gateway: TestGateway, person: Person): Promise<Screen> {
	const socket = socketOf(gateway, await gateway.signIn(person));
	const changes: Change[] = [];
	socket.on('changes', (told: Change[]) => changes.push(...told));
	await heard(socket, 'connect');
	return {
		socket,
		changes,
		join: (room, since) => socket.emitWithAck('join', room, since) as Promise<JoinReply>,
		close: () => void socket.close()
	};
}
