import { isRecord } from '../../../../shared/is-record.ts';
import { connectionCause } from './after-failure.ts';
import type { Connection, Connector } from './connection.ts';
import type { EraVerdict, EraVerdicts } from './era-verdicts.ts';

/**
 * Connects. Without a verdict it asks the server which era it is of; with one it does not. With a modern one it
 * should list the tools before it resolves: nothing else goes over the wire, so nothing else can fail.
 */
export type ConnectWithVerdict<C extends Connection> = (options: {
  readonly signal: AbortSignal;
  readonly verdict: EraVerdict | undefined;
}) => Promise<C>;

export interface ConnectInEraOptions<C extends Connection> {
  readonly connect: ConnectWithVerdict<C>;
  readonly verdicts: EraVerdicts;
  readonly fingerprint: string;
  readonly transport: 'stdio' | 'http';
}

/**
 * Remembers which era a server is of, and notices where that is wrong: it then asks anew within the same start. A
 * program that ends when it is asked is of the older era and is started once more, without being asked.
 */
export function createEraConnector<C extends Connection>(
  options: ConnectInEraOptions<C>,
): Connector<C> {
  const { connect, verdicts, fingerprint, transport } = options;
  /** Made from memory, and not answered yet. */
  const unproved = new WeakSet<C>();

  async function connectAnew(signal: AbortSignal): Promise<C> {
    try {
      return keep(await connect({ signal, verdict: undefined }));
    } catch (error) {
      if (signal.aborted || transport !== 'stdio' || !endedWhenAsked(error)) throw error;
      return keep(await connect({ signal, verdict: { era: 'legacy' } }));
    }
  }

  function keep(connection: C): C {
    const { era, discover } = connection;
    if (era === 'legacy') verdicts.keep(fingerprint, { era });
    else if (discover !== undefined) verdicts.keep(fingerprint, { era, discover });
    return connection;
  }

  return {
    async connect({ signal }) {
      const verdict = verdicts.get(fingerprint);
      if (verdict === undefined) return connectAnew(signal);
      try {
        const connection = await connect({ signal, verdict });
        unproved.add(connection);
        return connection;
      } catch (error) {
        if (signal.aborted || !meansWrongEra(error, verdict.era)) throw error;
        verdicts.forget(fingerprint);
        return connectAnew(signal);
      }
    },
    eraWasWrong(error, connection) {
      if (!unproved.has(connection) || !meansWrongEra(error, connection.era)) return false;
      unproved.delete(connection);
      verdicts.forget(fingerprint);
      return true;
    },
    proved: (connection) => void unproved.delete(connection),
  };
}

/** JSON-RPC: invalid request, no such method, invalid parameters, and a version the server does not speak. */
const refusals: ReadonlySet<unknown> = new Set([-32_600, -32_601, -32_602, -32_022]);
/** What an HTTP server answers to a request it does not know the form of. A 401, a 403 or a 5xx is none of these. */
const statuses: ReadonlySet<unknown> = new Set([400, 404, 405]);
/** `details.cause` of a program that ended before it answered: some do when the first request is not the handshake. */
const ends: ReadonlySet<unknown> = new Set(['exited', 'crashed', 'closed']);

/** Whether an error can come from speaking the wrong era to a server; of the first request only. */
function meansWrongEra(error: unknown, era: EraVerdict['era']): boolean {
  return factsOf(error).some(
    ({ code, status, cause }) =>
      refusals.has(code) ||
      (code === negotiationFailed && status === undefined) ||
      statuses.has(status) ||
      cause === 'version-unknown' ||
      (era === 'modern' && ends.has(cause)),
  );
}

/** Whether the program ended because it was asked for its era, or may have. */
function endedWhenAsked(error: unknown): boolean {
  return factsOf(error).some(
    ({ code, status, cause }) =>
      ends.has(cause) || (code === negotiationFailed && status === undefined),
  );
}

/** The code of the SDK's error where it could not settle an era: at stdio, because the program ended. */
const negotiationFailed = 'ERA_NEGOTIATION_FAILED';

interface Facts {
  readonly code: unknown;
  readonly status: unknown;
  readonly cause: unknown;
}

/** Of an error and of those it was translated from, four deep. */
function factsOf(error: unknown): readonly Facts[] {
  const facts: Facts[] = [];
  let here = error;
  for (let depth = 0; depth < 4 && here instanceof Error; depth++) {
    const { code, data, details } = here as { code?: unknown; data?: unknown; details?: unknown }; // read, not trusted
    facts.push({
      // An error of ours has a word there, and the number of the server's among its details.
      code: isRecord(details) ? (details['rpcCode'] ?? code) : code,
      status: isRecord(data) ? data['status'] : undefined,
      cause: connectionCause(here),
    });
    here = here.cause;
  }
  return facts;
}
