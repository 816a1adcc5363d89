import { AppError } from '../../../../shared/errors.ts';
import { listPages } from '../session/list-pages.ts';
import type { ListedPages } from '../session/list-pages.ts';
import type { McpSession } from '../session/session.ts';
import { parseResourcePage, parseTemplatePage } from './parse-resources.ts';
import type { ResourceDefinition, TemplateDefinition } from './parse-resources.ts';

const maxResources = 10_000;
const maxTemplates = 500;
/** Of all of them as JSON. */
const maxCharacters = 8 * 1024 * 1024;

interface Lists {
  resources?: ListedPages<ResourceDefinition>;
  templates?: ListedPages<TemplateDefinition>;
}

/** What servers list, read when somebody asks and kept until they say that it changed. */
export interface ResourceLists {
  resources(
    session: McpSession,
    server: string,
    signal: AbortSignal,
  ): Promise<ListedPages<ResourceDefinition>>;
  templates(
    session: McpSession,
    server: string,
    signal: AbortSignal,
  ): Promise<ListedPages<TemplateDefinition>>;
  /** What it lists under this address, as far as that was read. */
  known(session: McpSession, uri: string): ResourceDefinition | undefined;
  changed(session: McpSession): void;
}

export function createResourceLists(): ResourceLists {
  const kept = new WeakMap<McpSession, Lists>();

  /** What is read while the lists change goes to those before, which nobody looks at any more. */
  function listsOf(session: McpSession): Lists {
    const before = kept.get(session);
    if (before !== undefined) return before;
    const lists: Lists = {};
    kept.set(session, lists);
    return lists;
  }

  return {
    async resources(session, server, signal) {
      const lists = listsOf(session);
      lists.resources ??= withoutTwins(
        await listPages({
          request: session.request,
          server,
          method: 'resources/list',
          parse: parseResourcePage,
          maxItems: maxResources,
          maxCharacters,
          signal,
        }),
        ({ uri }) => uri,
      );
      return lists.resources;
    },
    async templates(session, server, signal) {
      const lists = listsOf(session);
      lists.templates ??= withoutTwins(
        await listPages({
          request: session.request,
          server,
          method: 'resources/templates/list',
          parse: parseTemplatePage,
          maxItems: maxTemplates,
          maxCharacters,
          signal,
        }).catch(noneWhereUnknown),
        ({ uriTemplate }) => uriTemplate,
      );
      return lists.templates;
    },
    known: (session, uri) =>
      kept.get(session)?.resources?.items.find((resource) => resource.uri === uri),
    changed: (session) => void kept.delete(session),
  };
}

/** A server can have resources and not know of templates. */
function noneWhereUnknown(error: unknown): ListedPages<TemplateDefinition> {
  if (error instanceof AppError && error.details?.['rpcCode'] === methodNotFound)
    return { items: [], beyond: null };
  throw error;
}

/** Of JSON-RPC. */
const methodNotFound = -32601;

function withoutTwins<T>(listed: ListedPages<T>, nameOf: (item: T) => string): ListedPages<T> {
  const names = new Set<string>();
  const items = listed.items.filter((item) => {
    const name = nameOf(item);
    return !names.has(name) && names.add(name);
  });
  return { ...listed, items };
}
