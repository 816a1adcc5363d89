import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { detailsOf } from './vendor.ts';
import type { CallFacts } from './vendor.ts';

const mostBytes = 8 * 1024 * 1024;

/**
 * The body as `schema` wants it; whatever else it is, a sign-in page for example, is `bad-response`.
 * Where so much may come that `maxBytes` is named, more than that is `too-large`.
 */
export async function readJson<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
  facts: CallFacts,
  maxBytes?: number,
): Promise<z.infer<Schema>> {
  const text = await readText(response, maxBytes ?? mostBytes);
  if (text === undefined && maxBytes !== undefined)
    throw new AppError('too-large', 'The answer is larger than Tina accepts.', {
      situation: 'answer-too-large',
      details: detailsOf(facts.vendor),
    });
  let json: unknown;
  try {
    json = text === undefined ? undefined : JSON.parse(text);
  } catch {
    json = undefined;
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw badResponse(response, facts);
}

export function badResponse({ status, headers }: Response, { vendor, host }: CallFacts): AppError {
  const contentType = /^[\w.+-]+\/[\w.+-]+/.exec(headers.get('content-type') ?? '')?.[0];
  return new AppError(
    'bad-response',
    `What came from ${host} is not what ${vendor.name}’s interface sends. Check the address, and whether a sign-in page is in between.`,
    {
      situation: 'wrong-interface',
      details: {
        ...detailsOf(vendor),
        host,
        httpStatus: status,
        ...(contentType === undefined ? {} : { contentType }),
      },
    },
  );
}

/** Undefined if there is more of it than anybody needs. */
async function readText({ body }: Response, maxBytes: number): Promise<string | undefined> {
  if (body === null) return '';
  const utf8 = new TextDecoder();
  const reader = body.getReader();
  let text = '';
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + utf8.decode();
      bytes += value.byteLength;
      if (bytes > maxBytes) return undefined;
      text += utf8.decode(value, { stream: true });
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
