import ajvCompiler from '@fastify/ajv-compiler';
import stringifyCompiler from '@fastify/fast-json-stringify-compiler';
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify';

/** Compiles once for each schema: hundreds of endpoints share that of a refusal, and every application its endpoints. */
function once<Route extends { schema: unknown }, Compiled>(compile: (route: Route) => Compiled) {
	const known = new WeakMap<object, Compiled>();
	return (route: Route): Compiled => {
		const schema = route.schema as object;
		const compiled = known.get(schema) ?? compile(route);
		known.set(schema, compiled);
		return compiled;
	};
}

// TypeBox marks its schemas by symbols and words of its own, which strict mode refuses.
// A union told apart by one word is judged by the branch that the word names, so that its fault is named.
const options = { customOptions: { strict: false, discriminator: true } } as const;

/** Checks what comes in, by the contracts. */
export const validate = once(
	ajvCompiler()({}, options as never) as unknown as FastifySchemaCompiler<unknown>
);
/** Writes what goes out, by the contracts. */
export const serialize = once(
	stringifyCompiler.SerializerSelector()({}, {}) as unknown as FastifySerializerCompiler<unknown>
);
