import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { mislead, type Instruction } from './exchange.ts';
import { conference, conferenceAttributes, dialAttributes } from './twiml-conference.ts';
import { address, count, type Verb, type XmlNode } from './twiml-verb.ts';

const allowed: Record<string, string[]> = {
	Play: ['loop', 'digits'],
	Gather: 'input numDigits finishOnKey timeout actionOnEmptyResult action method language'.split(' '),
	Record:
		'maxLength timeout finishOnKey playBeep trim action method recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent'.split(
			' '
		),
	Redirect: ['method'],
	Say: ['voice', 'language', 'loop'],
	Dial: dialAttributes,
	Conference: conferenceAttributes,
	Hangup: [],
	Pause: ['length']
};

const parser = new XMLParser({
	preserveOrder: true,
	ignoreAttributes: false,
	attributeNamePrefix: '',
	parseTagValue: false,
	parseAttributeValue: false
});

const verbOf = (node: XmlNode): Verb => {
	const name = Object.keys(node).find((key) => key !== ':@') ?? '';
	const children = (Array.isArray(node[name]) ? node[name] : []) as XmlNode[];
	const attributes = (node[':@'] ?? {}) as Verb['attributes'];
	const known = allowed[name] ?? mislead(`12200 unknown verb ${name}`);
	for (const attribute of Object.keys(attributes))
		if (!known.includes(attribute)) mislead(`12200 attribute ${attribute} of ${name}`);
	const text = children.map((child) => child['#text']).filter((part) => part !== undefined);
	return { name, attributes, children, text: text.join('').trim() };
};

/** Longest text that Twilio speaks. */
const most_letters = 4096;
const say = ({ text }: Verb): Instruction =>
	text.length > 0 && text.length <= most_letters ? { do: 'say', text } : mislead('13520 text of Say');

const play = (verb: Verb): Instruction => ({ do: 'play', url: address(verb.text, 'Play') });

const gather = ({ attributes, children }: Verb): Instruction[] => {
	const inner = children.map(verbOf);
	if (inner.some(({ name }) => !['Play', 'Say', 'Pause'].includes(name))) mislead('12200 verb inside Gather');
	if (attributes['input'] !== 'dtmf') mislead('12200 input of Gather');
	return [
		...inner.flatMap(instructions),
		{
			do: 'gather',
			digits: count(attributes['numDigits'], 20, 'numDigits'),
			timeout: count(attributes['timeout'], 60, 'timeout'),
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

const pause = ({ attributes }: Verb): Instruction => ({
	do: 'pause',
	seconds: count(attributes['length'] ?? '1', 3600, 'length')
});

const dial = ({ attributes, children }: Verb): Instruction[] => {
	const [noun, ...more] = children.map(verbOf);
	if (noun?.name !== 'Conference' || more.length > 0)
		return mislead('12200 this exchange dials into rooms alone');
	return [conference(attributes, noun)];
};

function instructions(verb: Verb): Instruction[] {
	switch (verb.name) {
		case 'Play':
			return [play(verb)];
		case 'Say':
			return [say(verb)];
		case 'Pause':
			return [pause(verb)];
		case 'Gather':
			return gather(verb);
		case 'Record':
			return [record(verb)];
		case 'Dial':
			return dial(verb);
		case 'Redirect':
			return [{ do: 'go', url: address(verb.text, 'Redirect') }];
		case 'Hangup':
			return [{ do: 'hang_up' }];
		default:
			return mislead(`12200 ${verb.name} out of place`);
	}
}

/** Reads TwiML as strictly as Twilio does; throws `Misled` with its error code. */
export function readTwiml(xml: string): Instruction[] {
	if (XMLValidator.validate(xml) !== true) mislead('12100 document parse failure');
	const roots = (parser.parse(xml) as XmlNode[]).filter((node) => !('?xml' in node));
	const root = roots[0]?.['Response'];
	if (roots.length !== 1 || !Array.isArray(root)) return mislead('12100 no Response');
	return (root as XmlNode[]).map(verbOf).flatMap(instructions);
}
