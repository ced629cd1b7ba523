import { mislead, type Confer } from './exchange.ts';
import { address, flag, oneOf, type Verb } from './twiml-verb.ts';

export const dialAttributes =
	'action method timeout timeLimit callerId answerOnBridge hangupOnStar record ringTone sequential'.split(
		' '
	);
export const conferenceAttributes =
	'startConferenceOnEnter endConferenceOnExit beep muted coach participantLabel maxParticipants region jitterBufferSize trim waitUrl waitMethod record recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent statusCallback statusCallbackMethod statusCallbackEvent'.split(
		' '
	);

const happenings = 'start end join leave mute hold modify speaker announcement'.split(' ');
const longest_name = 128;

const eventsOf = (text: string | undefined) => {
	const words = text === undefined ? [] : text.split(' ').filter((word) => word !== '');
	for (const word of words) oneOf(word, happenings, '', 'statusCallbackEvent');
	return words;
};

/** The Conference of a Dial, read as strictly as Twilio does; throws `Misled`. */
export function conference(dial: Verb['attributes'], { attributes, text }: Verb): Confer {
	if (text === '' || text.length > longest_name) mislead('13213 name of Conference');
	oneOf(attributes['beep'], ['true', 'false', 'onEnter', 'onExit'], 'true', 'beep');
	const record = oneOf(
		attributes['record'],
		['do-not-record', 'record-from-start'],
		'do-not-record',
		'record'
	);
	const optional = (name: string) => {
		const value = attributes[name];
		return value === undefined || value === '' ? undefined : address(value, name);
	};
	const [music, statusUrl, recordingUrl] = [
		optional('waitUrl'),
		optional('statusCallback'),
		optional('recordingStatusCallback')
	];
	return {
		do: 'confer',
		room: text,
		starts: flag(attributes['startConferenceOnEnter'], true, 'startConferenceOnEnter'),
		endsOnExit: flag(attributes['endConferenceOnExit'], false, 'endConferenceOnExit'),
		muted: flag(attributes['muted'], false, 'muted'),
		record: record === 'record-from-start',
		events: eventsOf(attributes['statusCallbackEvent']),
		...(dial['action'] === undefined ? {} : { action: address(dial['action'], 'Dial') }),
		...(music === undefined ? {} : { music }),
		...(statusUrl === undefined ? {} : { statusUrl }),
		...(recordingUrl === undefined ? {} : { recordingUrl })
	};
}
