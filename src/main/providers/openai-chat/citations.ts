import type { Citation } from '../../../shared/contract/message.ts';
import { fieldsOf, textOf } from '../http/fields.ts';

/** More than that is a page and no passage. */
const maxQuote = 2000;

/** An annotation, a reference within the text, or an address alone; undefined where it names no place. */
export function toCitation(said: unknown): Citation | undefined {
  if (typeof said === 'string') return said === '' ? undefined : { url: said };
  const fields = fieldsOf(said);
  // OpenAI and OpenRouter put the facts into an object of their own, Mistral does not.
  const facts = fieldsOf(fields?.['url_citation']) ?? fields;
  const url = textOf(facts?.['url']);
  const title = textOf(facts?.['title']);
  if (url === undefined) return undefined;
  const quote = textOf(facts?.['content'])?.slice(0, maxQuote);
  return {
    url,
    ...(title === undefined || title === '' ? {} : { title }),
    ...(quote === undefined || quote === '' ? {} : { quote }),
  };
}
