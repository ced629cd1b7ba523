/** What guards the one-time code, at every gateway together. */
export const codeLimits = {
	/** A code opens its number this long. */
	minutes: 10,
	tries: 5,
	/** Codes that may be asked for: of one number in an hour and in a day, and from one address in an hour. */
	perNumber: 4,
	perNumberDay: 12,
	/** A Sewa Kendra asks for all its citizens from one address. */
	perAddress: 60,
	/** Codes that one telephone or mailbox is told in an hour, of whatever numbers. Who asks for more is not told so. */
	perRecipient: 6
} as const;

/** How long a number stays open in a browser, from the last thing that was done there. */
export const SESSION_MINUTES = 30;
