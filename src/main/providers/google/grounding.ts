import type { Citation } from '../../../shared/contract/message.ts';
import type { StreamPart } from '../stream-part.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { objectsIn } from './objects-in.ts';

export interface Grounding {
  /** What a candidate says of its sources; `textId` is the text that was written last, if it is still open. */
  take(candidate: Fields, textId: string | undefined, parts: StreamPart[]): void;
  /** Says of the vendor's own tools what only became known along the way. */
  finish(makeId: () => string, ran: ReadonlySet<string>, parts: StreamPart[]): void;
}

/** Where an answer has its words from: web search, pages that were read, texts that were quoted at length. */
export function createGrounding(): Grounding {
  const queries = new Set<string>();
  const sources = new Map<string, Citation>();
  const pages = new Map<string, boolean>();
  const cited = new Set<string>();

  function cite(id: string | undefined, citation: Citation, parts: StreamPart[]): void {
    if (id === undefined) return;
    const key = `${id} ${citation.url ?? citation.title ?? ''}`;
    if (cited.has(key)) return;
    cited.add(key);
    parts.push({ type: 'citation', id, citation });
  }

  function ground(metadata: Fields, textId: string | undefined, parts: StreamPart[]): void {
    for (const query of listOf(metadata['webSearchQueries']))
      if (typeof query === 'string' && query.trim() !== '') queries.add(query);
    const chunks = listOf(metadata['groundingChunks']).map(sourceOf);
    for (const chunk of chunks)
      if (chunk?.url !== undefined && !sources.has(chunk.url)) sources.set(chunk.url, chunk);
    for (const support of objectsIn(metadata['groundingSupports']))
      for (const index of listOf(support['groundingChunkIndices'])) {
        const chunk = typeof index === 'number' ? chunks[index] : undefined;
        if (chunk !== undefined) cite(textId, chunk, parts);
      }
    for (const query of queries) cite(textId, searchFor(query), parts);
  }

  return {
    take(candidate, textId, parts) {
      const metadata = fieldsOf(candidate['groundingMetadata']);
      if (metadata !== undefined) ground(metadata, textId, parts);
      const quoted = fieldsOf(candidate['citationMetadata']);
      for (const source of objectsIn(quoted?.['citationSources'] ?? quoted?.['citations'])) {
        const citation = citationOf(source);
        if (citation !== undefined) cite(textId, citation, parts);
      }
      for (const page of objectsIn(fieldsOf(candidate['urlContextMetadata'])?.['urlMetadata'])) {
        const url = textOf(page['retrievedUrl']);
        const status = page['urlRetrievalStatus'];
        if (url !== undefined) pages.set(url, status === 'URL_RETRIEVAL_STATUS_SUCCESS');
      }
    },
    finish(makeId, ran, parts) {
      if ((queries.size > 0 || sources.size > 0) && !ran.has('web_search'))
        parts.push(
          ...toolRun(makeId(), 'web_search', { queries: [...queries] }, [...sources.values()]),
        );
      if (pages.size > 0 && !ran.has('url_context')) {
        const read = [...pages].map(([url, wasRead]) => ({ url, wasRead }));
        parts.push(...toolRun(makeId(), 'url_context', { urls: [...pages.keys()] }, read));
      }
    },
  };
}

function toolRun(id: string, name: string, input: object, result: readonly object[]): StreamPart[] {
  return [
    { type: 'tool-input-start', id, name, runner: 'provider' },
    { type: 'tool-call', id, name, runner: 'provider', input },
    { type: 'tool-result', id, result, failed: false },
  ];
}

/**
 * Whoever shows a grounded answer has to show what was searched for, each leading to Google's results without a step
 * between. The vendor's HTML for that (`searchEntryPoint`) is not taken: nobody else's HTML gets into the page.
 */
function searchFor(query: string): Citation {
  const search = new URLSearchParams({ q: query });
  return { url: `https://www.google.com/search?${search}`, title: query, search: true };
}

/** A page of the web, of the vendor's maps, or a document of the person's. */
function sourceOf(chunk: unknown): Citation | undefined {
  const fields = fieldsOf(chunk);
  const source = fields?.['web'] ?? fields?.['retrievedContext'] ?? fields?.['maps'];
  return citationOf(fieldsOf(source) ?? {});
}

function citationOf(source: Fields): Citation | undefined {
  const url = textOf(source['uri']);
  const title = textOf(source['title']);
  if (url === undefined && title === undefined) return undefined;
  return { ...(url === undefined ? {} : { url }), ...(title === undefined ? {} : { title }) };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
