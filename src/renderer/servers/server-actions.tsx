import { createContext, use, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerState } from '../../shared/contract/mcp-events.ts';
import type { ServerConfig } from '../../shared/contract/mcp-server.ts';
import type { ConsentRow } from '../../shared/contract/mcp.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';
import { ConsentDialog } from './consent-dialog.tsx';
import { useServers, useServersState } from './servers-context.tsx';
import { SignInDialog } from './sign-in/sign-in-dialog.tsx';

export type Named = Pick<ServerConfig, 'id' | 'name' | 'enabled'>;

export interface ServerActions {
  /** Switched on and started, once what is run was allowed; asks for that where it was not. */
  readonly begin: (server: Named) => Promise<void>;
  readonly switchOff: (server: Named) => Promise<void>;
  readonly stop: (server: Named) => Promise<void>;
  readonly restart: (server: Named) => Promise<void>;
  /** Opens what says where a person would sign in; nothing else is opened. */
  readonly signIn: (server: Named) => void;
  /** Why the last thing that was asked of a server was not done. */
  readonly errors: Readonly<Record<string, string>>;
}

const ActionsContext = createContext<ServerActions | null>(null);

export function useServerActions(): ServerActions {
  const actions = use(ActionsContext);
  if (actions === null) throw new Error('This component stands outside the page of servers.');
  return actions;
}

interface Question {
  readonly server: Named;
  readonly type: 'stdio' | 'http';
  readonly rows: readonly ConsentRow[];
  readonly hash: string;
  readonly hasChanged: boolean;
  readonly error: string | null;
}

const begun: readonly ServerState[] = [
  'ready',
  'degraded',
  'backoff',
  'failed',
  'needs_consent',
  'needs_auth',
];
const ended: readonly ServerState[] = ['stopped', 'disabled'];

/** What can be asked of a server, and the question that comes before its first start. */
export function ServerActionsProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const { mcp } = bridge.client;
  const { store } = useServers();
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [question, setQuestion] = useState<Question | null>(null);
  const [isOpen, setOpen] = useState(false);
  const tell = useTellOutcome();
  const [signingIn, setSigningIn] = useState<Named | null>(null);
  const signInState = useServersState(({ signIns }) => signIns[signingIn?.id ?? '']);

  const acts = useMemo(() => {
    async function tried(server: Named, act: () => Promise<void>): Promise<void> {
      setErrors((others) => without(others, server.id));
      try {
        await act();
      } catch (failure) {
        const text = sayError(toAppError(failure));
        setErrors((others) => ({ ...others, [server.id]: text }));
      }
    }

    const sinceOf = (id: string) => store.getState().live?.servers[id]?.status.since ?? null;

    async function run(server: Named): Promise<void> {
      const { id } = server;
      tell(server, begun, sinceOf(id));
      const isOn = store.getState().configs?.find((config) => config.id === id)?.enabled;
      if (isOn !== true) await mcp.setEnabled({ server: id, enabled: true });
      await mcp.start({ server: id });
    }

    async function ask(server: Named, hasChanged: boolean): Promise<boolean> {
      const { type, rows, hash, given } = await mcp.consent({ server: server.id });
      if (given) return true;
      setQuestion({ server, type, rows, hash, hasChanged, error: null });
      setOpen(true);
      return false;
    }

    return {
      begin: (server: Named) =>
        tried(server, async () => {
          if (await ask(server, false)) await run(server);
        }),
      switchOff: (server: Named) =>
        tried(server, async () => {
          tell(server, ended, sinceOf(server.id));
          await mcp.setEnabled({ server: server.id, enabled: false });
        }),
      stop: (server: Named) =>
        tried(server, async () => {
          tell(server, ended, sinceOf(server.id));
          await mcp.stop({ server: server.id });
        }),
      restart: (server: Named) =>
        tried(server, async () => {
          if (!(await ask(server, false))) return;
          tell(server, begun, sinceOf(server.id));
          await mcp.restart({ server: server.id });
        }),
      async allow({ server, hash, ...asked }: Question): Promise<void> {
        try {
          await mcp.allow({ server: server.id, hash });
        } catch (failure) {
          const error = toAppError(failure);
          const isOther =
            error.code === 'conflict' && (await ask(server, true).catch(() => undefined)) === false;
          if (!isOther) setQuestion({ server, hash, ...asked, error: sayError(error) });
          return;
        }
        setOpen(false);
        await tried(server, () => run(server));
      },
    };
  }, [mcp, store, tell]);

  const value = useMemo<ServerActions>(
    () => ({ ...acts, signIn: setSigningIn, errors }),
    [acts, errors],
  );
  return (
    <ActionsContext value={value}>
      {children}
      {signingIn !== null && (
        <SignInDialog
          key={signingIn.id}
          server={signingIn}
          state={signInState}
          onClose={() => setSigningIn(null)}
        />
      )}
      {question !== null && (
        <ConsentDialog
          name={question.server.name}
          type={question.type}
          rows={question.rows}
          open={isOpen}
          hasChanged={question.hasChanged}
          error={question.error}
          onAllow={() => void acts.allow(question)} // keeps its error itself
          onClose={() => {
            setOpen(false);
            announce(t('servers.consent.notAllowed', { name: question.server.name }));
          }}
        />
      )}
    </ActionsContext>
  );
}

function without(
  errors: Readonly<Record<string, string>>,
  server: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(errors).filter(([id]) => id !== server));
}

interface Asked {
  readonly name: string;
  readonly settled: readonly ServerState[];
  /** Of the state it was in when it was asked. */
  readonly since: number | null;
}

/** Says aloud how it went, once, when a server has come to where a person wanted it, or cannot. */
function useTellOutcome() {
  const { t } = useTranslation();
  const asked = useRef(new Map<string, Asked>());
  const live = useServersState((state) => state.live);

  const look = useEffectEvent(() => {
    for (const [id, { name, settled, since }] of asked.current) {
      const status = live?.servers[id]?.status;
      if (status === undefined || status.since === since || !settled.includes(status.state))
        continue;
      asked.current.delete(id);
      announce(t('servers.announce', { name, state: t(`servers.states.${status.state}`) }));
    }
  });

  useEffect(() => look(), [live]);

  return useMemo(
    () => (server: Named, settled: readonly ServerState[], since: number | null) => {
      asked.current.set(server.id, { name: server.name, settled, since });
    },
    [],
  );
}
