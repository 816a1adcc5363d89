import { AppError } from '../../../../shared/errors.ts';
import type { ServerLog } from '../logs/server-log.ts';
import { deliverInTurn } from './deliver-in-turn.ts';
import { createFloodGuard } from './flood-guard.ts';
import { createOpenRequests, parseMessage } from './json-rpc.ts';
import type { JsonRpcMessage } from './json-rpc.ts';
import { createLineReader } from './line-reader.ts';
import type { LongLine } from './line-reader.ts';
import { longAnswerTo } from './long-answer.ts';
import type { Exit, ProcessTree } from './process-tree.ts';
import { untilDrained } from './until-drained.ts';
import { spawnServer } from './spawn-server.ts';
import type { ServerCommand, Spawned } from './spawn-server.ts';
import { startFailure } from './start-failure.ts';
import type { Attempt } from './start-failure.ts';
import type { StdioHost } from './stdio-host.ts';
import { createWriter } from './write-lines.ts';
import type { LineWriter } from './write-lines.ts';

export interface StdioOptions extends ServerCommand {
  /** What the person calls it; stands in errors. */
  readonly server: string;
  readonly log: ServerLog;
  /** Of one message, 64 MB without it. */
  readonly maxLineBytes?: number;
}

export interface Ending extends Exit {
  /** Because it was told to. */
  readonly expected: boolean;
  readonly stderrTail: readonly string[];
}

/**
 * Has the members the SDK's client asks of a transport. By `pid` and `stderr` it knows one that
 * speaks to a process: there a server that does not answer its first question is an older one, over
 * HTTP it would be a server that is down.
 */
export interface StdioTransport {
  /** Rejects with what `startFailure` makes of the reason. */
  start(): Promise<void>;
  /** Resolves when there is room for more. */
  send(message: JsonRpcMessage): Promise<void>;
  /** Ends the server and all it started, in 4.5 s at the most; forced, it does not wait for them. */
  close(options?: { readonly force?: boolean }): Promise<void>;
  onmessage?: ((message: JsonRpcMessage) => void) | undefined;
  onclose?: (() => void) | undefined;
  onerror?: ((error: Error) => void) | undefined;
  readonly pid: number | null;
  /** Always null: standard error is read into the log, whoever listens. */
  readonly stderr: null;
  /** Settles when the process has ended; never without a start that succeeded. */
  readonly ended: Promise<Ending>;
  /** What is known for `failureOf`, if it gave no answer. */
  attempt(): Attempt;
}

/** Stands in the `data` of the error that is delivered in place of an answer over the cap. */
export const answerTooLong = 'answer-too-long';
/** JSON-RPC's code for what went wrong on the other side. */
const internalError = -32603;

const megabyte = 1024 * 1024;
const tailLines = 20;
const tailCharacters = 500;
const noiseLines = 5;

/** One process, one connection: a server that is started again gets a new one. */
export function createStdioTransport(options: StdioOptions, host: StdioHost): StdioTransport {
  const { server, log, maxLineBytes = 64 * megabyte } = options;
  const requests = createOpenRequests();
  const noise: string[] = [];
  const stderrTail: string[] = [];
  const closed = new AbortController();
  let startedAt: number | undefined;
  let spawning: Promise<Spawned> | undefined;
  let tree: ProcessTree | undefined;
  let writer: LineWriter | undefined;
  let exit: Exit | null = null;
  let treeStopped: Promise<boolean> | undefined;
  let followed: Promise<void> | undefined;
  let closing: Promise<void> | undefined;
  let isOver = false;
  let tellEnded: (ending: Ending) => void = () => undefined;
  const ended = new Promise<Ending>((resolve) => {
    tellEnded = resolve;
  });

  const transport: StdioTransport = {
    start,
    send,
    close({ force = false } = {}) {
      closed.abort();
      if (force) void stopTree(true);
      return (closing ??= close(force));
    },
    get pid() {
      return isOver ? null : (tree?.pid ?? null);
    },
    stderr: null,
    ended,
    attempt: () => ({
      command: options.command,
      args: options.args,
      noise: [...noise],
      stderrTail: [...stderrTail],
      exit,
      seconds: Math.round((host.clock.now() - (startedAt ?? host.clock.now())) / 1000),
    }),
  };

  async function start(): Promise<void> {
    if (startedAt !== undefined) throw new Error('a transport is started once');
    startedAt = host.clock.now();
    spawning = spawnServer(options, host, closed.signal);
    const spawned = await spawning;
    if (spawned.type === 'failed') {
      log.add('host', `not started: ${spawned.failure.cause}`);
      throw startFailure(server, spawned.failure, log.hide, spawned.because);
    }
    if (spawned.type === 'started') {
      ({ tree } = spawned);
      log.add('host', `started, pid ${tree.pid}`);
      writer = createWriter(tree.stdin);
      listen(tree);
      followed = followExit(tree, spawned.noted);
    }
    if (!closed.signal.aborted) return;
    await stopTree(false);
    throw notConnected('closed', 'The server was stopped while it was starting.');
  }

  function listen({ stdout, stderr }: ProcessTree): void {
    const messages = createLineReader({ maxLineBytes, onLine: take, onLongLine: takeLong });
    stdout.on('data', (chunk: Buffer) => messages.push(chunk));
    stdout.on('end', () => messages.end());

    const toLog = (text: string) => {
      log.add('stderr', text);
      stderrTail.push(text.slice(0, tailCharacters));
      if (stderrTail.length > tailLines) stderrTail.shift();
    };
    const lines = createLineReader({
      maxLineBytes: megabyte / 16,
      onLine: toLog,
      onLongLine: ({ bytes, head }) => toLog(`${head} … ${bytes} bytes in one line`),
    });
    const guard = createFloodGuard({
      clock: host.clock,
      onChunk: lines.push,
      onLeftOut(bytes) {
        lines.end();
        log.add('host', `${bytes} bytes on standard error came too fast and are left out here`);
      },
    });
    stderr.on('data', guard.push);
    stderr.on('end', () => {
      guard.end();
      lines.end();
    });
  }

  const deliver = deliverInTurn((message: JsonRpcMessage) => {
    if (isOver) return;
    try {
      transport.onmessage?.(message);
    } catch (error) {
      transport.onerror?.(error instanceof Error ? error : new Error(String(error)));
    }
  });

  function take(line: string): void {
    if (isOver || line.trim() === '') return;
    const message = parseMessage(line);
    if (message === undefined) {
      log.add('stdout', line);
      if (noise.length < noiseLines) noise.push(line.slice(0, tailCharacters));
      return;
    }
    log.add('protocol', line, 'received');
    requests.received(message);
    deliver(message);
  }

  /** The connection goes on without that message; its caller, if it can be told who, hears of it at once. */
  function takeLong(line: LongLine): void {
    if (isOver) return;
    const facts = { bytes: line.bytes, limitBytes: maxLineBytes };
    log.add('host', `a line of ${line.bytes} bytes on standard output was too long to be taken`);
    const message = 'The server sent a message that is too large to be taken.';
    transport.onerror?.(new AppError('too-large', message, { details: { server, ...facts } }));
    const id = longAnswerTo(line);
    if (id === undefined || !requests.take(id)) return;
    const data = { cause: answerTooLong, ...facts };
    deliver({ jsonrpc: '2.0', id, error: { code: internalError, message, data } });
  }

  async function send(message: JsonRpcMessage): Promise<void> {
    if (writer === undefined || isOver || closed.signal.aborted) {
      throw notConnected('closed', 'This server is not running.');
    }
    const line = JSON.stringify(message);
    log.add('protocol', line, 'sent');
    requests.sent(message);
    if (await writer.write(`${line}\n`)) return;
    throw notConnected('crashed', 'The server no longer reads what it is sent.');
  }

  async function followExit(begun: ProcessTree, noted: Promise<void>): Promise<void> {
    exit = await begun.exited;
    // Before whoever it left behind is ended: those who wait for an answer need not wait for that.
    await untilDrained([begun.stdout, begun.stderr], host.clock);
    finish(exit);
    await noted;
    if (await stopTree(false)) await host.reaper.forget(begun.pid);
  }

  /** A second stop of a tree forces it, so only who wants that gets to call it twice. */
  function stopTree(force: boolean): Promise<boolean> {
    if (tree === undefined) return Promise.resolve(true);
    if (force) return (treeStopped = tree.stop({ force }));
    return (treeStopped ??= tree.stop());
  }

  async function close(force: boolean): Promise<void> {
    // Who called start hears what went wrong.
    const spawned = await spawning?.catch(() => undefined);
    if (spawned?.type !== 'started') return;
    await stopTree(force);
    if (exit !== null) return followed;
    // The system could not end it.
    finish({ code: null, signal: null });
  }

  function finish({ code, signal }: Exit): void {
    if (isOver) return;
    isOver = true;
    tree?.stdout.destroy();
    tree?.stderr.destroy();
    const expected = closed.signal.aborted;
    const how = signal ?? (code === null ? 'not gone' : `code ${code}`);
    log.add('host', `ended, ${how}${expected ? '' : ', unexpectedly'}`);
    tellEnded({ code, signal, expected, stderrTail: stderrTail.map(log.hide) });
    transport.onclose?.();
  }

  function notConnected(cause: 'closed' | 'crashed', message: string): AppError {
    return new AppError('mcp-connection-failed', message, { details: { server, cause } });
  }

  return transport;
}
