import { screen } from './screen.ts';
import { searchFigures } from './search.ts';
import type { Figure } from './support/figure.ts';

/** What a person at the desk waits for: the screen at each key, the first page, the search. */
export const desk = async (): Promise<Figure[]> => [...(await screen()), ...(await searchFigures())];
