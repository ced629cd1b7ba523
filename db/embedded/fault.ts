/** Why the embedded PostgreSQL cannot start; the message is a sentence for whoever typed the command. */
export class StartFault extends Error {}

/** The code of a system error (`EACCES`, `ENOENT` …), or an empty string. */
export const codeOf = (fault: unknown) => (fault as NodeJS.ErrnoException | null)?.code ?? '';
