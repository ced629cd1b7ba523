import { mislead, type Instruction } from './exchange.ts';

type Fields = Record<string, unknown>;

const allowed: Record<string, string[]> = {
	stream: ['streamUrl', 'bargeIn', 'level', 'loop'],
	input: ['type', 'dtmf', 'eventUrl', 'eventMethod'],
	record: ['format', 'beepStart', 'endOnKey', 'endOnSilence', 'timeOut', 'eventUrl', 'eventMethod'],
	talk: ['text', 'bargeIn', 'loop', 'level', 'language', 'style', 'premium'],
	conversation:
		'name startOnEnter endOnExit record mute musicOnHoldUrl canSpeak canHear eventUrl eventMethod'.split(' '),
	wait: ['timeout'],
	notify: ['payload', 'eventUrl', 'eventMethod']
};

const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const only = (list: unknown, what: string): string => {
	const [address, ...more] = Array.isArray(list) ? (list as unknown[]) : [];
	return typeof address === 'string' && URL.canParse(address) && more.length === 0
		? address
		: mislead(`address of ${what}`);
};
const within = (value: unknown, least: number, most: number, what: string): number =>
	typeof value === 'number' && value >= least && value <= most ? value : mislead(`${what} ${String(value)}`);

/** Longest text that Vonage speaks. */
const most_letters = 1500;
const textOf = (value: unknown, most: number, what: string): string =>
	typeof value === 'string' && value !== '' && value.length <= most ? value : mislead(what);
const flag = (value: unknown, otherwise: boolean, what: string): boolean => {
	if (value === undefined) return otherwise;
	return typeof value === 'boolean' ? value : mislead(`${what} ${JSON.stringify(value)}`);
};
const legs = (value: unknown, what: string): string[] | undefined => {
	if (value === undefined) return undefined;
	return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : mislead(what);
};

const conversation = (action: Fields): Instruction => {
	const [canSpeak, canHear] = [legs(action['canSpeak'], 'canSpeak'), legs(action['canHear'], 'canHear')];
	const events = action['eventUrl'] === undefined ? undefined : only(action['eventUrl'], 'conversation');
	return {
		do: 'confer',
		room: textOf(action['name'], 128, 'name of conversation'),
		starts: flag(action['startOnEnter'], true, 'startOnEnter'),
		endsOnExit: flag(action['endOnExit'], false, 'endOnExit'),
		muted: flag(action['mute'], false, 'mute'),
		record: flag(action['record'], false, 'record'),
		events: [],
		...(action['musicOnHoldUrl'] === undefined ? {} : { music: only(action['musicOnHoldUrl'], 'music') }),
		...(events === undefined ? {} : { statusUrl: events, recordingUrl: events }),
		...(canSpeak ? { canSpeak } : {}),
		...(canHear ? { canHear } : {})
	};
};

const instruction = (action: Fields, next: Fields | undefined): Instruction => {
	switch (action['action']) {
		case 'stream':
			if (action['bargeIn'] === true && next?.['action'] !== 'input') mislead('bargeIn without input');
			return { do: 'play', url: only(action['streamUrl'], 'stream') };
		case 'input': {
			const dtmf = isFields(action['dtmf']) ? action['dtmf'] : mislead('input without dtmf');
			return {
				do: 'gather',
				digits: within(dtmf['maxDigits'], 1, 20, 'maxDigits'),
				timeout: within(dtmf['timeOut'], 0, 10, 'timeOut'),
				finishOnHash: dtmf['submitOnHash'] === true,
				action: only(action['eventUrl'], 'input'),
				emptyToo: true
			};
		}
		case 'talk':
			if (action['bargeIn'] === true && next?.['action'] !== 'input') mislead('bargeIn without input');
			return { do: 'say', text: textOf(action['text'], most_letters, 'text') };
		case 'wait':
			return { do: 'pause', seconds: within(action['timeout'] ?? 10, 0.1, 7200, 'timeout') };
		case 'conversation':
			if (next !== undefined) mislead('an action after conversation is never reached');
			return conversation(action);
		case 'record':
			within(action['endOnSilence'], 3, 10, 'endOnSilence');
			return {
				do: 'record',
				limit: within(action['timeOut'], 3, 7200, 'timeOut'),
				finishOnHash: action['endOnKey'] === '#',
				callback: only(action['eventUrl'], 'record')
			};
		default:
			if (!isFields(action['payload'])) mislead('notify without payload');
			return { do: 'go', url: only(action['eventUrl'], 'notify'), body: action['payload'] };
	}
};

/** Reads an NCCO as strictly as Vonage does; throws `Misled`. */
export function readNcco(text: string): Instruction[] {
	const parsed: unknown = JSON.parse(text);
	if (!Array.isArray(parsed)) return mislead('NCCO is no list');
	const actions = parsed.map((action: unknown) =>
		isFields(action) ? action : mislead('action is no object')
	);
	for (const action of actions) {
		const known = allowed[String(action['action'])] ?? mislead(`unknown action ${String(action['action'])}`);
		for (const field of Object.keys(action))
			if (field !== 'action' && !known.includes(field))
				mislead(`field ${field} of ${String(action['action'])}`);
	}
	return actions.map((action, index) => instruction(action, actions[index + 1]));
}
