import { isDeepStrictEqual } from 'node:util';
import type { SuggestedServer } from '../../../../shared/contract/mcp.ts';
import type {
  DraftConfig,
  ImportFormat,
  ImportNote,
  ImportProblem,
  ServerConfig,
} from '../../../../shared/contract/mcp-server.ts';
import { AppError, toWire } from '../../../../shared/errors.ts';
import { newServerId } from '../config/new-server-id.ts';
import { exportServers } from '../config/export-servers.ts';
import { importServers } from '../config/import/import-servers.ts';
import { withBundleFolder } from '../config/with-bundle-folder.ts';
import { suggestedServers } from '../config/suggested-servers.ts';
import { visibleLine } from '../visible-line.ts';
import { consentFormOf, consentHashOf, needsConsent, shownRows } from '../trust/consent.ts';
import type { KnownTools } from './known-tools.ts';
import type { ServerBook } from './server-book.ts';
import type { ServerLogs } from './server-logs.ts';
import type { ServerSecrets } from './server-secrets.ts';

/** Which servers there are, as their person describes them and agrees to them. Ids that nobody knows: `not-found`. */
export interface ManagedServers {
  servers(): readonly ServerConfig[];
  /** `id`: of one whose bundle was unpacked already. */
  add(config: DraftConfig, secrets: Readonly<Record<string, string>>, id?: string): Promise<string>;
  /** `from`: what was changed; `conflict` if it is something else by now. Absent: whatever it is now. */
  update(
    server: string,
    config: DraftConfig,
    secrets: Readonly<Record<string, string>>,
    from?: DraftConfig,
  ): Promise<void>;
  remove(server: string): Promise<void>;
  import(
    text: string,
    from: { readonly format: ImportFormat; readonly file: string } | undefined,
  ): Promise<{
    readonly added: readonly { readonly server: string; readonly notes: readonly ImportNote[] }[];
    readonly problems: readonly ImportProblem[];
  }>;
  export(format: ImportFormat): string;
  suggested(): readonly SuggestedServer[];
  consent(server: string): {
    readonly type: 'stdio' | 'http';
    readonly rows: ReturnType<typeof shownRows>;
    readonly hash: string;
    readonly given: boolean;
  };
  /** Throws `conflict` if the hash stands for something else than what is to be run now. */
  allow(server: string, hash: string): Promise<void>;
  setEnabled(server: string, enabled: boolean): void;
  setTrusted(server: string, trusted: boolean): void;
}

export interface ManageServersOptions {
  readonly book: ServerBook;
  readonly secrets: ServerSecrets;
  readonly tools: Pick<KnownTools, 'forget'>;
  readonly logs: Pick<ServerLogs, 'remove'>;
  /** Where the bundle of a server is, if it has one. */
  readonly bundleOf: (server: string) => string;
  readonly removeBundle: (server: string) => Promise<void>;
  /** Its tools ask again: what they were allowed, they were as something else. */
  readonly forgetAllowed: (server: string) => Promise<void>;
  /** The book has changed. */
  readonly follow: () => void;
  /** What a running server was given is no longer what it is to have. */
  readonly secretsChanged: (server: string) => void;
}

export function manageServers(options: ManageServersOptions): ManagedServers {
  const { book, secrets, tools, logs, bundleOf, forgetAllowed, follow, secretsChanged } = options;

  async function add(
    draft: DraftConfig,
    given: Readonly<Record<string, string>>,
    id = newServerId(),
  ): Promise<string> {
    // It arrives off, nobody's word is believed yet, and nothing is granted.
    const config: ServerConfig = {
      ...draft,
      name: nameOf(draft),
      id,
      enabled: false,
      trusted: false,
      roots: [],
      sampling: 'off',
    };
    book.add(config);
    try {
      await secrets.keep(config, given);
    } catch (error) {
      book.remove(id);
      throw error;
    }
    follow();
    return id;
  }

  function patch(id: string, change: Partial<ServerConfig>): void {
    const { config } = book.get(id);
    book.change(id, { config: { ...config, ...change } });
    follow();
  }

  return {
    servers: () => book.list().map(({ config }) => config),
    add,
    async update(id, draft, given, from) {
      const before = book.get(id).config;
      if (from !== undefined && !isDeepStrictEqual(written(from), written(before)))
        throw changedElsewhere();
      // Written first: where that fails, no secret is lost.
      patch(id, written(draft));
      try {
        await secrets.keep(book.get(id).config, given);
      } catch (error) {
        if (book.has(id)) patch(id, written(before));
        throw error;
      }
      // Removed meanwhile.
      if (!book.has(id)) await secrets.forget(id);
      if (Object.keys(given).length > 0) secretsChanged(id);
    },
    async remove(id) {
      book.remove(id);
      tools.forget(id);
      follow();
      await secrets.forget(id);
      await logs.remove(id);
      await options.removeBundle(id);
    },
    async import(text, from) {
      const { servers, problems } = importServers(text, from);
      const added: { server: string; notes: readonly ImportNote[] }[] = [];
      const notKept: ImportProblem[] = [];
      for (const { draft, secrets: found } of servers)
        try {
          const server = await add(draft.config, Object.fromEntries(found));
          added.push({ server, notes: draft.notes });
        } catch (error) {
          // The others are there: which of them, and which not, has to be told.
          if (!(error instanceof AppError)) throw error;
          notKept.push({ problem: 'not-kept', entry: nameOf(draft.config), error: toWire(error) });
        }
      return { added, problems: [...problems, ...notKept] };
    },
    export: (format) =>
      `${JSON.stringify(
        exportServers(
          book.list().map(({ config }) => withBundleFolder(config, bundleOf(config.id))),
          format,
        ).file,
        null,
        2,
      )}\n`,
    suggested: () =>
      suggestedServers.map(({ from, ...server }) => ({ ...server, from: from ?? null })),
    consent(id) {
      const { config, consent } = book.get(id);
      const form = consentFormOf(config);
      return {
        type: form.type,
        rows: shownRows(form, bundleOf(id)),
        hash: consentHashOf(config),
        given: !needsConsent(config, consent),
      };
    },
    async allow(id, hash) {
      const { consent } = book.get(id);
      assertMeant(book.get(id).config, hash);
      if (consent?.hash === hash) return;
      // What was agreed to before says nothing of what something else offers.
      if (consent !== undefined) await forgetAllowed(id);
      // It may have been changed while that was written.
      assertMeant(book.get(id).config, hash);
      tools.forget(id);
      book.change(id, { consent: { hash }, pins: undefined });
      follow();
    },
    setEnabled: (id, enabled) => patch(id, { enabled }),
    setTrusted: (id, trusted) => patch(id, { trusted }),
  };
}

/** Throws `conflict` where somebody agrees to what is not run any more. */
function assertMeant(config: ServerConfig, hash: string): void {
  if (consentHashOf(config) !== hash) throw changedElsewhere();
}

function changedElsewhere(): AppError {
  return new AppError('conflict', 'This server was changed meanwhile. Look at it again.', {
    situation: 'changed-elsewhere',
  });
}

/** What a person writes of it. The rest has calls of its own. */
function written(draft: DraftConfig) {
  const { transport, inputs, timeouts, source, foreign } = draft;
  return { name: nameOf(draft), transport, inputs, timeouts, source, foreign };
}

/** Nothing in it that cannot be seen: a person tells servers apart by their names. */
function nameOf({ name }: DraftConfig): string {
  return visibleLine(name, 100) || 'MCP';
}
