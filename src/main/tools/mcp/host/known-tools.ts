import { needsConsent } from '../trust/consent.ts';
import { acceptTool, reviewTools } from '../trust/pins.ts';
import type { ToolDefinition, ToolReview } from '../trust/pins.ts';
import { AppError } from '../../../../shared/errors.ts';
import { isSameTool, toolChanged, toolUnknown } from '../../tools.ts';
import type { OfferedTool } from '../../tools.ts';
import { offersOf } from './offered-tools.ts';
import type { ServerOffer } from './offered-tools.ts';
import type { ServerBook, ServerEntry } from './server-book.ts';

/** What is known of the tools of all servers: as they gave them last, or as they were agreed to. */
export interface KnownTools {
  /** What a server offers now. The first time, its tools are those its person just agreed to. */
  take(server: string, definitions: readonly ToolDefinition[]): void;
  /** As it gave them last in this run; nothing if it was not asked. */
  offeredBy(server: string): readonly ToolDefinition[];
  review(server: string): ToolReview;
  /** Throws `not-found`, and `conflict` if the tool has changed since it was shown. */
  accept(server: string, tool: string, hash: string): void;
  forget(server: string): void;
  /** What models may be told of, whether its server runs or not. */
  offers(): readonly ServerOffer[];
  /** This very one. Throws `tool-not-found`, and `tool-denied` if it is another one by now. */
  offerOf(tool: OfferedTool): ServerOffer;
  /** The servers were described otherwise. */
  refresh(): void;
}

export function createKnownTools(book: ServerBook, onChange: (server: string) => void): KnownTools {
  const offered = new Map<string, readonly ToolDefinition[]>();
  /** Made anew when something it depends on has changed. */
  let offers: readonly ServerOffer[] | null = null;

  function changed(server: string): void {
    offers = null;
    onChange(server);
  }

  function reviewOf({ config, pins = [] }: ServerEntry): ToolReview {
    return reviewTools(pins, offered.get(config.id) ?? pins.map(({ definition }) => definition));
  }

  function usable(entry: ServerEntry): readonly ToolDefinition[] {
    const { config, consent, pins = [] } = entry;
    if (!config.enabled || needsConsent(config, consent)) return [];
    // Not asked in this run: they are as they were agreed to. Whether they still are is seen before one is called.
    if (!offered.has(config.id)) return pins.map(({ definition }) => definition);
    const names = new Set(reviewOf(entry).usable);
    return pins.flatMap(({ name, definition }) => (names.has(name) ? [definition] : []));
  }

  function known(): readonly ServerOffer[] {
    return (offers ??= offersOf({ entries: book.list(), usable }));
  }

  return {
    take(server, definitions) {
      offered.set(server, definitions);
      if (book.get(server).pins === undefined)
        book.change(server, { pins: reviewTools(undefined, definitions).pins });
      changed(server);
    },
    offeredBy: (server) => offered.get(server) ?? [],
    review: (server) => reviewOf(book.get(server)),
    accept(server, name, hash) {
      const { pins = [] } = book.get(server);
      const definition = offered.get(server)?.find((tool) => tool.name === name);
      if (definition === undefined)
        throw new AppError('not-found', 'The server does not offer this tool any more.', {
          situation: 'tool-gone',
        });
      book.change(server, { pins: acceptTool(pins, definition, hash) });
      changed(server);
    },
    forget: (server) => void offered.delete(server),
    offers: known,
    offerOf(tool) {
      const offer = known().find(({ offered: { key } }) => key === tool.key);
      if (offer === undefined) throw toolUnknown(tool.name);
      if (!isSameTool(offer.offered, tool)) throw toolChanged(tool);
      return offer;
    },
    refresh() {
      offers = null;
    },
  };
}
