/** Calls by which a machine asks at the same time, on one account: the helpline's lines stay free for who calls. */
export const ASKING_AT_ONCE = 5;
/** How long a telephone rings. */
export const ASKING_RING_SECONDS = 30;
/** Calls that never rang, before the agents make the next one. */
export const FAILURES_LIMIT = 3;
/** Cases of one sweep. */
export const DUE_LIMIT = 20;
