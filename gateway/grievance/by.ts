import type { CaseStanding } from '#contracts/case-desk.ts';
import type { Actor } from '../access/actor.ts';
import type { Services } from '../services.ts';

/** A citizen who proved by their telephone, their link or the call itself that the case is theirs. */
export const theCitizen = { id: 'citizen', name: '', role: 'citizen' } as const;
/** Time, and what the product does by itself. */
export const theClock = { id: 'clock', name: '', role: 'clock' } as const;

/** On whose behalf a verb of a case runs. Who let a citizen in has checked them. */
export type By = Actor | typeof theCitizen | typeof theClock;

/** Every verb of a case: one transaction, with its event, audit row and notices. Refuses as the table says. */
export type Verb<Input> = (services: Services, by: By, number: string, input: Input) => Promise<CaseStanding>;
