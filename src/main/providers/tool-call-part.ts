import type { Part, ToolCallPart } from '../../shared/contract/message.ts';
import { AppError, toWire } from '../../shared/errors.ts';
import type { StreamPart } from './stream-part.ts';

/** A call whose arguments are still to come. */
export function writingTool({
  id,
  name,
  runner,
}: Pick<ToolCallPart, 'id' | 'name' | 'runner'>): ToolCallPart {
  return { type: 'tool-call', id, name, runner, state: 'writing', inputText: '' };
}

/** The call once its arguments are complete, or known never to be. */
export function calledTool(
  before: Part,
  part: Extract<StreamPart, { type: 'tool-call' }>,
  startedAt: number,
): ToolCallPart {
  const { id, name, runner, input, invalid, vendor } = part;
  const written = before.type === 'tool-call' ? before.inputText : '';
  return {
    type: 'tool-call',
    id,
    name,
    runner,
    state: 'running',
    inputText: written === '' && input !== undefined ? JSON.stringify(input) : written,
    ...(invalid === undefined
      ? { input }
      : {
          error: toWire(
            new AppError('invalid-input', `The arguments are not valid: ${invalid}`, {
              situation: 'arguments-invalid',
              details: { problem: invalid },
            }),
          ),
        }),
    startedAt,
    ...(vendor === undefined ? {} : { vendor }),
  };
}
