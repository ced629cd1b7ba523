import { sightOf } from './terms.ts';

/** In place of what is not told. */
const WITHHELD = '[…]';
const phone = /(?<![\p{Nd}-])\+?\p{Nd}(?:[\s-]?\p{Nd}){9,13}(?![\p{Nd}-])/gu;
const mail = /[^\s@<>"(),;:]+@[^\s@<>"(),;:]+\.[^\s@<>"(),;:]+/gu;

/** What a file may tell this person: what their role is shown on the screen. */
export const exportSight = sightOf;

/** A text without the telephones and mail addresses that it names. */
export const withoutContact = (text: string): string => text.replace(mail, WITHHELD).replace(phone, WITHHELD);
