/** Limits at the boundary of the e-mail channel. Bytes unless the name says otherwise. */

/** A larger mail is kept on the server; only its beginning is fetched and it is flagged `oversized`. */
export const MAIL_LIMIT = 32 * 1024 * 1024;
/** How much of an oversized mail is fetched: headers and, as a rule, the text. */
export const MAIL_HEAD = 1024 * 1024;
/** One FETCH command asks for at most this many mails … */
export const BATCH_COUNT = 100;
/** … and this many bytes; a larger mail travels alone. Two batches are in memory at most. */
export const BATCH_BYTES = 8 * 1024 * 1024;
/** UIDs whose sizes one command asks for. */
export const WINDOW_COUNT = 500;
/** Ids that one look-up in the ledger asks about. */
export const KNOWN_COUNT = 5000;

/** Parts of one mail; more is parked as `too_complex`. */
export const PARTS_LIMIT = 10_000;
/** Characters of HTML that are converted with layout; longer or more tangled HTML only loses its tags. */
export const HTML_LAYOUT_LIMIT = 1024 * 1024;
export const HTML_TAGS_LIMIT = 20_000;
export const HTML_DEPTH_LIMIT = 500;
/** Ids of References; of a longer list the first and the latest are kept. */
export const REFERENCES_LIMIT = 100;
/** Characters of a name, of a person or a file. */
export const NAME_LIMIT = 200;
/** Characters of the subject, and of any header that we read ourselves. Cut ones are flagged; the raw mail has all. */
export const SUBJECT_LIMIT = 2_000;
export const HEADER_LIMIT = 64 * 1024;
/** Characters of text and of HTML that a submission carries: flags `text_cut`, `html_cut`. */
export const TEXT_LIMIT = 2 * 1024 * 1024;
export const HTML_LIMIT = 4 * 1024 * 1024;

/** Time after which the whole inbox is compared with the ledger again, on a connection that never broke. */
export const COMPARE_MS = 24 * 60 * 60 * 1000;
/** Longest wait between two attempts to connect. */
export const RETRY_LIMIT_MS = 5 * 60 * 1000;
/** Longest wait before a mail that broke the connection is asked for again. */
export const SUSPECT_LIMIT_MS = 60 * 60 * 1000;
/** Time that a connection has to finish when we stop. */
export const STOP_MS = 3_000;
