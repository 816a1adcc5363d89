import type { Part } from '../../../shared/contract/message.ts';
import type { Fields } from '../http/fields.ts';
import type { ModelMessage } from '../provider.ts';
import { toFunctionResponse } from './to-function-response.ts';
import type { FunctionResponseOptions } from './to-function-response.ts';
import { toModelParts } from './to-model-parts.ts';
import type { ModelPartsOptions } from './to-model-parts.ts';
import { toUserParts } from './to-user-parts.ts';

export interface Content {
  readonly role: 'user' | 'model';
  readonly parts: readonly Fields[];
}

/**
 * The history in the vendor's shape. An answer of several steps becomes a content for each step, with the results of
 * its calls, all in one, between them; neighbours of one role are joined.
 */
export function toContents(
  messages: readonly ModelMessage[],
  options: ModelPartsOptions & FunctionResponseOptions,
): Content[] {
  const contents: { role: Content['role']; parts: Fields[] }[] = [];
  const push = (role: Content['role'], parts: readonly Fields[]) => {
    if (parts.length === 0) return;
    const last = contents.at(-1);
    if (last?.role === role) last.parts.push(...parts);
    else contents.push({ role, parts: [...parts] });
  };
  for (const { role, parts } of messages) {
    if (role === 'user') {
      push(
        'user',
        parts.flatMap((part) => toUserParts(part, options.artifacts)),
      );
      continue;
    }
    for (const step of stepsOf(parts)) {
      push('model', toModelParts(step, options));
      const responses = step.flatMap((part) =>
        part.type === 'tool-call' && part.runner === 'tina'
          ? [toFunctionResponse(part, options.names.toVendor(part.name), options)]
          : [],
      );
      push('user', [
        ...responses.map(({ part }) => part),
        ...responses.flatMap(({ after }) => after),
      ]);
    }
  }
  // Newer models refuse a history that ends with words of their own.
  if (contents.at(-1)?.role === 'model') push('user', [{ text: 'Continue.' }]);
  return contents;
}

/** What one response gave: a `step` part begins each. */
function stepsOf(parts: readonly Part[]): Part[][] {
  const steps: Part[][] = [[]];
  for (const part of parts) {
    if (part.type === 'step') steps.push([]);
    else steps.at(-1)?.push(part);
  }
  return steps;
}
