/*
 * Stands in for typebox in the browser: endpoints keep their method and address, unions of literals keep
 * their values, and every other schema is empty. Types still come from typebox itself.
 */
const empty = () => ({});

export const Type = new Proxy(
	{
		Literal: (value: unknown) => ({ const: value }),
		Union: (anyOf: unknown[]) => ({ anyOf })
	},
	{ get: (known, name) => Reflect.get(known, name) ?? empty }
);
