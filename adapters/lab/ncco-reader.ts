import { mislead, spokenUrl, type Instruction } from './exchange.ts';

type Fields = Record<string, unknown>;

const allowed: Record<string, string[]> = {
	stream: ['streamUrl', 'bargeIn', 'level', 'loop'],
	talk: ['text', 'language', 'style', 'bargeIn', 'level', 'loop'],
	input: ['type', 'dtmf', 'eventUrl', 'eventMethod'],
	record: ['format', 'beepStart', 'endOnKey', 'endOnSilence', 'timeOut', 'eventUrl', 'eventMethod'],
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

const instruction = (action: Fields, next: Fields | undefined): Instruction => {
	switch (action['action']) {
		case 'stream':
			if (action['bargeIn'] === true && next?.['action'] !== 'input') mislead('bargeIn without input');
			return { do: 'play', url: only(action['streamUrl'], 'stream') };
		case 'talk': {
			if (action['bargeIn'] === true && next?.['action'] !== 'input') mislead('bargeIn without input');
			const { text, language } = action;
			if (typeof text !== 'string' || text === '' || text.length > 1500) return mislead('text of talk');
			return { do: 'play', url: spokenUrl(String(language), text) };
		}
		case 'input': {
			const dtmf = isFields(action['dtmf']) ? action['dtmf'] : mislead('input without dtmf');
			within(dtmf['timeOut'], 0, 10, 'timeOut');
			return {
				do: 'gather',
				digits: within(dtmf['maxDigits'], 1, 20, 'maxDigits'),
				finishOnHash: dtmf['submitOnHash'] === true,
				action: only(action['eventUrl'], 'input'),
				emptyToo: true
			};
		}
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
