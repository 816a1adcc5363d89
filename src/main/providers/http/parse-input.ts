import { createIncrementalJson } from '../../../shared/json/incremental-json.ts';

/** No vendor checks every time that the arguments are JSON. */
export function parseInput({ json, input }: { readonly json: string; readonly input: unknown }): {
  input: unknown;
  invalid?: string;
} {
  if (json.trim() === '') return { input: input ?? {} };
  try {
    return { input: JSON.parse(json) };
  } catch {
    // The engine's own message quotes what the model wrote.
    const reader = createIncrementalJson();
    reader.push(json);
    const { error } = reader;
    return {
      input: undefined,
      invalid:
        error === undefined
          ? 'they end too early'
          : `${error.message}, at character ${error.position}`,
    };
  }
}
