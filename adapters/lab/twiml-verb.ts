import { mislead } from './exchange.ts';

export type XmlNode = Record<string, unknown>;
/** One element of TwiML. */
export interface Verb {
	name: string;
	attributes: Record<string, string>;
	children: XmlNode[];
	text: string;
}

/** An address, or Twilio's error that it is none. */
export const address = (text: string | undefined, what: string): string =>
	text !== undefined && URL.canParse(text) ? text : mislead(`11100 address of ${what}`);

/** A whole number from 1 to `most`. */
export const count = (text: string | undefined, most: number, what: string): number => {
	const value = Number(text ?? NaN);
	return Number.isInteger(value) && value >= 1 && value <= most ? value : mislead(`12200 ${what} ${text}`);
};

/** One of the given words; `otherwise` where nothing is said. */
export const oneOf = (text: string | undefined, words: readonly string[], otherwise: string, what: string) =>
	text === undefined || words.includes(text) ? (text ?? otherwise) : mislead(`12200 ${what} ${text}`);

/** `true` or `false`. */
export const flag = (text: string | undefined, otherwise: boolean, what: string): boolean =>
	oneOf(text, ['true', 'false'], String(otherwise), what) === 'true';
