import { totalmem } from 'node:os';

const MB = 1024 * 1024;
/** The rest serves the gateway, and the system's own cache of what PostgreSQL reads. */
const PART = 1 / 8;
const LEAST_MB = 128;
const MOST_MB = 4096;

/** Memory in which PostgreSQL keeps what it reads and writes, as its setting takes it, of a machine with so many bytes. */
export const sharedBuffers = (bytes: number) =>
	`${Math.min(MOST_MB, Math.max(LEAST_MB, Math.floor((bytes * PART) / MB)))}MB`;

/** Bytes of this machine, or of the container that we are held in. */
export const memoryHere = () => Math.min(totalmem(), process.constrainedMemory() || Infinity);
