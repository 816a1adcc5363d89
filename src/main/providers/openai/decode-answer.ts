import type { FinishReason } from '../../../shared/contract/message.ts';
import type { AppError } from '../../../shared/errors.ts';
import { toWire } from '../../../shared/errors.ts';
import type { AnswerDecoder } from '../http/stream-answer.ts';
import { createTally } from '../http/tally.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import type { StreamPart } from '../stream-part.ts';
import type { ToolNames } from '../tool-names.ts';
import { createItems } from './items.ts';
import { toUsage } from './usage.ts';

export interface DecoderOptions {
  readonly toError: (error: unknown) => AppError;
  readonly names: ToolNames;
  /** Of the request, as Tina calls them. */
  readonly tools: ReadonlySet<string>;
}

/**
 * The vendor's events as ours. Each item of an answer comes in pieces, then whole, then again within the whole answer:
 * whatever of these is lost or doubled on the way, it is told once. Only an end that says how it ended counts as one.
 */
export function createAnswerDecoder({ toError, names, tools }: DecoderOptions): AnswerDecoder {
  const tally = createTally();
  let made = 0;
  let started = false;
  let declines = false;
  let callsTools = false;
  let lastNumber = 0;
  const items = createItems({
    nextId: () => String(made++),
    drop: (kind) => tally.add(typeof kind === 'string' ? kind.replaceAll('.', '_') : kind),
    refuse: () => (declines = true),
    called: () => (callsTools = true),
    names,
    tools,
  });

  function start(response: Fields | undefined, parts: StreamPart[]): void {
    if (started || response === undefined) return;
    started = true;
    parts.push({
      type: 'response-start',
      responseId: textOf(response['id']) ?? '',
      model: textOf(response['model']) ?? '',
    });
  }

  function finish(response: Fields | undefined, parts: StreamPart[]): void {
    items.end(response?.['output'], parts);
    const incomplete = textOf(fieldsOf(response?.['incomplete_details'])?.['reason']);
    const rawReason = incomplete ?? textOf(response?.['status']);
    parts.push({
      type: 'finish',
      reason: reasonOf(incomplete),
      ...(rawReason === undefined ? {} : { rawReason }),
      usage: toUsage(response?.['usage']),
    });
  }

  function reasonOf(incomplete: string | undefined): FinishReason {
    if (incomplete === 'max_output_tokens') return 'length';
    if (incomplete === 'content_filter' || declines) return 'refusal';
    if (incomplete !== undefined) return 'other';
    return callsTools ? 'tool-calls' : 'stop';
  }

  function fail(error: unknown, usage: unknown, parts: StreamPart[]): void {
    // What was used is paid for, answered or not.
    const used = toUsage(usage);
    if (Object.keys(used).length > 0) parts.push({ type: 'usage', usage: used });
    parts.push({ type: 'error', error: toWire(toError(error)) });
  }

  /** Events are numbered; servers that do not count give each the same number, or none. */
  function isDoubled({ sequence_number: number }: Fields): boolean {
    if (typeof number !== 'number' || number <= 0) return false;
    if (number === lastNumber) return true;
    lastNumber = number;
    return false;
  }

  return {
    take(event, parts) {
      const fields = fieldsOf(event);
      const type = textOf(fields?.['type']);
      if (fields === undefined || type === undefined || isDoubled(fields)) {
        tally.add(type === undefined ? undefined : 'doubled');
        return false;
      }
      const response = fieldsOf(fields['response']);
      switch (type) {
        case 'response.created':
        case 'response.queued':
        case 'response.in_progress':
          start(response, parts);
          return false;
        case 'response.output_item.added':
          items.add(fields, parts);
          return false;
        case 'response.output_item.done':
          items.done(fields, parts);
          return false;
        case 'response.completed':
        case 'response.incomplete':
          start(response, parts);
          finish(response, parts);
          return true;
        case 'response.failed':
          fail(response?.['error'], response?.['usage'], parts);
          return true;
        case 'error':
          fail(fieldsOf(fields['error']) ?? errorIn(fields), undefined, parts);
          return true;
        case 'keepalive':
          return false;
        default:
          if (type.startsWith('response.')) items.grow(type, fields, parts);
          else tally.add(type);
          return false;
      }
    },
    // A server in between may write `[DONE]`; it says nothing of how the answer ended.
    end: () => false,
    dropped: tally.counts,
  };
}

/** The vendor documents an error whose fields are those of the event, whose type is another thing. */
function errorIn({ code, message, param }: Fields): Fields {
  return { code, message, param };
}
