import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { mislead, spokenUrl, type Instruction } from './exchange.ts';

type Attributes = Record<string, string>;
type XmlNode = Record<string, unknown>;

const allowed: Record<string, string[]> = {
	Play: ['loop', 'digits'],
	Say: ['voice', 'language', 'loop'],
	Gather: 'input numDigits finishOnKey timeout actionOnEmptyResult action method language'.split(' '),
	Record:
		'maxLength timeout finishOnKey playBeep trim action method recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent'.split(
			' '
		),
	Redirect: ['method'],
	Hangup: [],
	Pause: ['length']
};

const sounds = ['Play', 'Say'];

const parser = new XMLParser({
	preserveOrder: true,
	ignoreAttributes: false,
	attributeNamePrefix: '',
	parseTagValue: false,
	parseAttributeValue: false
});

interface Verb {
	name: string;
	attributes: Attributes;
	children: XmlNode[];
	text: string;
}

const verbOf = (node: XmlNode): Verb => {
	const name = Object.keys(node).find((key) => key !== ':@') ?? '';
	const children = (Array.isArray(node[name]) ? node[name] : []) as XmlNode[];
	const attributes = (node[':@'] ?? {}) as Attributes;
	const known = allowed[name] ?? mislead(`12200 unknown verb ${name}`);
	for (const attribute of Object.keys(attributes))
		if (!known.includes(attribute)) mislead(`12200 attribute ${attribute} of ${name}`);
	const text = children.map((child) => child['#text']).filter((part) => part !== undefined);
	return { name, attributes, children, text: text.join('').trim() };
};

const address = (text: string | undefined, what: string): string =>
	text !== undefined && URL.canParse(text) ? text : mislead(`11100 address of ${what}`);
const count = (text: string | undefined, most: number, what: string): number => {
	const value = Number(text ?? NaN);
	return Number.isInteger(value) && value >= 1 && value <= most ? value : mislead(`12200 ${what} ${text}`);
};

/** Words for the provider's voice are heard as an address of their own kind. */
const play = ({ name, text, attributes }: Verb): Instruction => {
	if (name === 'Play') return { do: 'play', url: address(text, 'Play') };
	if (text === '' || text.length > 4096) mislead('13520 text of Say');
	return { do: 'play', url: spokenUrl(attributes['language'] ?? '', text) };
};

const gather = ({ attributes, children }: Verb): Instruction[] => {
	const inner = children.map(verbOf);
	if (inner.some(({ name }) => !sounds.includes(name) && name !== 'Pause'))
		mislead('12200 verb inside Gather');
	if (attributes['input'] !== 'dtmf') mislead('12200 input of Gather');
	count(attributes['timeout'], 60, 'timeout');
	return [
		...inner.filter(({ name }) => sounds.includes(name)).map(play),
		{
			do: 'gather',
			digits: count(attributes['numDigits'], 20, 'numDigits'),
			finishOnHash: (attributes['finishOnKey'] ?? '#') === '#',
			action: address(attributes['action'], 'Gather'),
			emptyToo: attributes['actionOnEmptyResult'] === 'true'
		}
	];
};

const record = ({ attributes }: Verb): Instruction => ({
	do: 'record',
	limit: count(attributes['maxLength'], 14_400, 'maxLength'),
	finishOnHash: (attributes['finishOnKey'] ?? '1234567890*#').includes('#'),
	action: address(attributes['action'], 'Record'),
	callback: address(attributes['recordingStatusCallback'], 'recordingStatusCallback')
});

const instructions = (verb: Verb): Instruction[] => {
	if (sounds.includes(verb.name)) return [play(verb)];
	if (verb.name === 'Gather') return gather(verb);
	if (verb.name === 'Record') return [record(verb)];
	if (verb.name === 'Redirect') return [{ do: 'go', url: address(verb.text, 'Redirect') }];
	return verb.name === 'Hangup' ? [{ do: 'hang_up' }] : [];
};

/** Reads TwiML as strictly as Twilio does; throws `Misled` with its error code. */
export function readTwiml(xml: string): Instruction[] {
	if (XMLValidator.validate(xml) !== true) mislead('12100 document parse failure');
	const roots = (parser.parse(xml) as XmlNode[]).filter((node) => !('?xml' in node));
	const root = roots[0]?.['Response'];
	if (roots.length !== 1 || !Array.isArray(root)) return mislead('12100 no Response');
	return (root as XmlNode[]).map(verbOf).flatMap(instructions);
}
