import { z } from 'zod';
import type { PendingQuestion } from '../../../../shared/contract/mcp-questions.ts';
import { AppError } from '../../../../shared/errors.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import type { PendingQuestions } from '../questions/pending-questions.ts';
import { UrlsNeeded } from '../session/session.ts';
import type { HostAbilities, JsonObject, McpSession } from '../session/session.ts';
import { checkValues } from './check-values.ts';
import { invalidParams } from './invalid-params.ts';
import { parseAddress } from './parse-address.ts';
import { parseForm } from './parse-form.ts';

/** What one connected server asks its person: data, by a form, and to go to an address. */
export interface Elicitation {
  readonly abilities: HostAbilities;
  /** The server says that all is done at an address. */
  completed(elicitationId: string): void;
  /** The session, whose calls ask where the person has to go somewhere first, and are then made once more. */
  follow(session: McpSession): McpSession;
}

export interface ElicitationOptions {
  readonly server: PendingQuestion['server'];
  readonly questions: PendingQuestions;
  /** Whether a call of the server runs: then it waits for what becomes of an address. */
  readonly isCalled: () => boolean;
}

const maxMessage = 20_000;
const maxId = 1000;
/** Of those that were done before anybody asked for them. */
const maxKept = 100;
/** Of those that one call needs. */
const maxAddresses = 5;

export function createElicitation({
  server,
  questions,
  isCalled,
}: ElicitationOptions): Elicitation {
  const over = new AbortController();
  /** Those that are done at an address, by their id. */
  const done = new Set<string>();
  const visits = new Map<string, AbortController>();

  async function create(params: unknown, signal: AbortSignal): Promise<JsonObject> {
    if (!isRecord(params)) throw invalidParams('There are no params.');
    const mode = params['mode'] ?? 'form';
    if (mode === 'url') return goTo(parseVisit(params), signal);
    if (mode === 'form') return fillIn(params, signal);
    throw invalidParams('mode has to be form or url.');
  }

  async function fillIn(params: JsonObject, signal: AbortSignal): Promise<JsonObject> {
    const fields = parseForm(params['requestedSchema']);
    const said = await questions.ask(
      {
        server,
        content: { kind: 'form', message: messageOf(params), fields },
        take(answer) {
          if (answer.kind !== 'form' || answer.action !== 'accept')
            return { action: answer.kind === 'form' ? answer.action : 'cancel' };
          const { values, faults } = checkValues(fields, answer.values);
          if (Object.keys(faults).length > 0) throw notAsAsked(faults);
          return { action: 'accept', content: values };
        },
      },
      signal,
    );
    return said ?? { action: 'cancel' };
  }

  async function goTo(visit: Visit, signal: AbortSignal): Promise<JsonObject> {
    // Whoever uses an id again means something new.
    done.delete(visit.id);
    const action = (await askToGo(visit, signal)) ?? 'cancel';
    // The server waits, and its calls with it; who else would need to know when the person is done?
    if (action === 'accept' && isCalled()) void untilDone(visit, over.signal).catch(() => {});
    return { action };
  }

  function askToGo({ message, url }: Visit, signal: AbortSignal, call?: string) {
    return questions.ask(
      {
        server,
        content: { kind: 'url', message, url },
        take: (answer) => (answer.kind === 'url' ? answer.action : 'cancel'),
        ...(call === undefined ? {} : { call }),
      },
      signal,
    );
  }

  /** Whether the person is done there, as they or the server say. */
  async function untilDone(visit: Visit, signal: AbortSignal, call?: string): Promise<boolean> {
    const { id, message, url } = visit;
    if (done.has(id)) return true;
    const came = new AbortController();
    visits.set(id, came);
    try {
      const said = await questions.ask(
        {
          server,
          content: { kind: 'visit', message, url },
          endsWithCall: true,
          take: (answer) => answer.kind === 'visit' && answer.action === 'done',
          ...(call === undefined ? {} : { call }),
        },
        AbortSignal.any([signal, came.signal]),
      );
      return said === true;
    } catch (error) {
      if (came.signal.aborted) return true;
      throw error;
    } finally {
      if (visits.get(id) === came) visits.delete(id);
    }
  }

  /** Throws what the server said where the person does not go. */
  async function goFirst(needed: UrlsNeeded, call: string, signal: AbortSignal): Promise<void> {
    const wanted = readVisits(needed);
    for (const { id } of wanted) done.delete(id);
    for (const visit of wanted) {
      const isThere =
        (await askToGo(visit, signal, call)) === 'accept' && (await untilDone(visit, signal, call));
      if (!isThere) throw needed;
    }
  }

  return {
    abilities: {
      capabilities: { elicitation: { form: {}, url: {} } },
      answers: { 'elicitation/create': create },
    },
    completed(told) {
      const id = told.slice(0, maxId);
      visits.get(id)?.abort();
      done.add(id);
      for (const oldest of done) {
        if (done.size <= maxKept) break;
        done.delete(oldest);
      }
    },
    follow(session) {
      void session.ended.then(() => over.abort(new Error('The connection is over.')));
      return {
        ...session,
        async callTool(call) {
          try {
            return await tryCall();
          } catch (error) {
            if (error instanceof UrlsNeeded) return failedResult(error);
            throw error;
          }

          async function tryCall(): Promise<unknown> {
            try {
              return await session.callTool(call);
            } catch (error) {
              if (!(error instanceof UrlsNeeded)) throw error;
              await goFirst(error, call.call, call.signal);
              return session.callTool(call);
            }
          }
        },
      };
    },
  };
}

interface Visit {
  readonly id: string;
  readonly message: string;
  readonly url: string;
}

function parseVisit(params: JsonObject): Visit {
  const id = params['elicitationId'];
  return {
    // Whoever gives none cannot say when it is done.
    id: typeof id === 'string' ? id.slice(0, maxId) : '',
    message: messageOf(params),
    url: parseAddress(params['url']),
  };
}

function messageOf({ message }: JsonObject): string {
  if (typeof message !== 'string') throw invalidParams('message has to be a text.');
  if (message.length > maxMessage)
    throw invalidParams(`message is longer than ${maxMessage} characters.`);
  return message;
}

const neededSchema = z.object({
  elicitations: z.array(z.record(z.string(), z.unknown())).min(1).max(maxAddresses),
});

/** Throws what the server said where it does not say where to go. */
function readVisits(needed: UrlsNeeded): readonly Visit[] {
  const parsed = neededSchema.safeParse(needed.data);
  if (!parsed.success) throw needed;
  try {
    return parsed.data.elicitations.map(parseVisit);
  } catch {
    throw needed;
  }
}

/** In words for the model, as of any call that the server refuses. */
function failedResult({ details }: UrlsNeeded): JsonObject {
  const said = typeof details?.['said'] === 'string' ? `${details['said']}\n` : '';
  const text = `${said}[The server wants its person to visit a page first, and they did not.]`;
  return { content: [{ type: 'text', text }], isError: true };
}

function notAsAsked(fields: Readonly<Record<string, string>>): AppError {
  return new AppError(
    'invalid-input',
    'Something in this form is not yet as the server needs it.',
    {
      situation: 'form-not-as-asked',
      details: { fields },
    },
  );
}
