/** The parts of the package that tests use; it brings no types. */
declare module 'oidc-provider' {
	import type { IncomingMessage, ServerResponse } from 'node:http';
	interface Context {
		req: IncomingMessage;
		res: ServerResponse;
		path: string;
		respond?: boolean;
	}
	export class Provider {
		constructor(issuer: string, configuration: Record<string, unknown>);
		callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
		use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): void;
		interactionFinished(
			request: IncomingMessage,
			response: ServerResponse,
			result: { login: { accountId: string } }
		): Promise<void>;
		Grant: new (of: { clientId: string; accountId: string }) => {
			addOIDCScope(scope: string): void;
			save(): Promise<string>;
		};
	}
}
