import { readScript, saveScript, type ScriptVersion } from '#contracts/script-desk.ts';
import type { Finding } from '#contracts/script-finding.ts';
import type { Script } from '#contracts/script.ts';
import type { Names } from '#contracts/words.ts';
import './admin-faults.ts';
import { call } from './call.ts';
import { Keeping } from './keeping.svelte.ts';
import { asRefusal, type Refusal } from './refusal.ts';
import { session } from './session.svelte.ts';

/** One version of the script on screen. Every change is sent whole, and comes back with what the checker finds. */
export class ScriptDesk {
	readonly version: number;
	readonly keeping = new Keeping();
	row = $state.raw<ScriptVersion | null>(null);
	script = $state.raw<Script | null>(null);
	findings = $state.raw<Finding[]>([]);
	/** Supplied words of every prompt. */
	prompts = $state.raw<Record<string, Names>>({});
	refusal = $state.raw<Refusal | null>(null);
	/** A draft, and a person who may change it. */
	readonly writable = $derived(this.row?.state === 'draft' && session.may('manage_script'));

	constructor(version: number) {
		this.version = version;
	}
	async load() {
		try {
			const { prompts, ...graph } = await call(readScript, { params: { version: this.version } });
			this.prompts = prompts;
			this.#take(graph);
			this.refusal = null;
		} catch (thrown) {
			this.refusal = asRefusal(thrown);
		}
	}
	#take({ row, script, findings }: { row: ScriptVersion; script: Script; findings: Finding[] }) {
		this.row = row;
		this.script = script;
		this.findings = findings;
	}
	/** Faults of one step; of the script as a whole for null. */
	faultsOf(node: string | null): Finding[] {
		return this.findings.filter((finding) => finding.node === node);
	}
	/** Sends a changed copy. Throws the gateway's refusal. */
	async send(change: (script: Script) => void): Promise<void> {
		if (!this.row || !this.script) return;
		// Of the wire, and so plain JSON.
		const script = JSON.parse(JSON.stringify(this.script)) as Script;
		change(script);
		const { revision } = this.row;
		this.#take(await call(saveScript, { params: { version: this.version }, body: { revision, script } }));
	}
	/** The same; a refusal is told, and what is on screen stays what the gateway has. */
	change(change: (script: Script) => void, done: () => void = () => undefined) {
		return this.keeping.act(() => this.send(change), done);
	}
}
