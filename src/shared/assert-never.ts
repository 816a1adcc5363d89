/** Put in the default branch of a switch over a union: a new case becomes a type error here. */
export function assertNever(value: never): never {
  throw new TypeError(`Unhandled case: ${JSON.stringify(value)}`);
}
