/** Progress for the person who watches; figures alone go to stdout. */
export const say = (message: string): void => void process.stderr.write(`${message}\n`);
