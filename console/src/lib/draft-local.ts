/** What was typed and is not on the server yet, with the revision that it was typed over. */
export interface Local<T> {
	body: T;
	after: number;
	at: string;
}

const name = (person: string, subject: string) => `draft:${person}:${subject}`;

/** This machine's copy of what the server has not got: it outlives a reload and a lost connection. */
export const localDraft = {
	read<T>(person: string, subject: string): Local<T> | null {
		try {
			return JSON.parse(localStorage.getItem(name(person, subject)) ?? 'null');
		} catch {
			return null;
		}
	},
	keep<T>(person: string, subject: string, local: Local<T>) {
		try {
			localStorage.setItem(name(person, subject), JSON.stringify(local));
		} catch {
			// Full or forbidden: the copy on the server is the one that matters.
		}
	},
	forget(person: string, subject: string) {
		localStorage.removeItem(name(person, subject));
	}
};
