import { systemClock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import type { Host, Log } from '../host.ts';
import { captureEnvironment } from '../door/capture-environment.ts';
import { claimDataFolder, type DataFolderLock } from '../door/claim-data-folder.ts';
import type { ServeChannel } from './http/socket-server.ts';
import { createLog } from '../door/log/create-log.ts';
import { openBrowser, shouldOpenBrowser } from './open-browser.ts';
import { openHost } from './open-host.ts';
import { parseArguments } from './parse-arguments.ts';
import { prepareDataFolder } from '../door/prepare-data-folder.ts';
import { askPassphrase } from './secrets/ask-passphrase.ts';
import { choosePassphrase } from './secrets/choose-passphrase.ts';
import type { LoadArtifact } from '../door/page/answer-artifact.ts';
import { createShutdown, type Shutdown } from '../door/shutdown.ts';
import { startWebHost } from './start-web-host.ts';

interface WebDoorParts {
  /** The built page. */
  readonly pageFolder: string;
  readonly lockDataFolder: (dataDir: string) => DataFolderLock | null;
  /** Builds the core over this host. */
  readonly startCore: (host: Host) => Promise<{
    readonly serve: ServeChannel;
    readonly artifacts: LoadArtifact;
    dispose(): Promise<void>;
  }>;
}

/** A code in a command line can be seen by other accounts while the browser starts, so it is short-lived. */
const openerLinkLifetimeMs = 60_000;

/** The whole web door as a process: one line on stdout, the rest on stderr, until a signal ends it. */
export async function runWebDoor(parts: WebDoorParts): Promise<void> {
  let log: Log | undefined;
  const shutdown = createShutdown(process, (error) => log?.error({ error }, 'A mistake of ours.'));
  // Whoever read the line may be gone.
  process.stdout.on('error', () => undefined);
  try {
    await start(parts, shutdown.onStop, (opened) => (log = opened));
  } catch (error) {
    // A bug's message could quote anything; what it was is in the log.
    const message =
      error instanceof AppError
        ? error.message
        : 'Tina could not start because of a mistake of ours.';
    process.stderr.write(`${message}\n`);
    await shutdown.stop(1);
  }
}

async function start(
  parts: WebDoorParts,
  onStop: Shutdown['onStop'],
  onLog: (log: Log) => void,
): Promise<void> {
  const {
    port,
    dataDir: askedFolder,
    open,
    passphrase: wantsPassphrase,
  } = parseArguments(process.argv.slice(2));
  const captured = captureEnvironment(process.env);
  if (wantsPassphrase && captured.passphrase === undefined && !canAsk(captured.environment)) {
    throw new AppError(
      'invalid-input',
      '--passphrase asks on a terminal, and there is none. Set TINA_PASSPHRASE instead.',
    );
  }
  const dataDir = prepareDataFolder(askedFolder, captured.environment);
  const announce = (link: string, openLink: string) => {
    process.stdout.write(`Tina is ready at ${link}\n`);
    const { platform } = process;
    const isTerminal = process.stdout.isTTY;
    if (
      !shouldOpenBrowser({ asked: open, platform, environment: captured.environment, isTerminal })
    )
      return;
    openBrowser(platform, openLink, () =>
      process.stderr.write('No browser could be opened; please open the link.\n'),
    );
  };

  const claim = await claimDataFolder(dataDir, parts.lockDataFolder, systemClock);
  if (claim.type === 'running') {
    process.stderr.write('Tina is running already; this link signs in there.\n');
    return announce(claim.link, claim.link);
  }
  onStop(() => claim.lock.release());

  const doorLog = createLog({ dataDir });
  onStop(() => doorLog.close());
  const { log, hide } = doorLog;
  onLog(log);
  try {
    const host = await openHost({
      dataDir,
      captured,
      doorLog,
      clock: systemClock,
      wantsPassphrase,
      askPassphrase: (kind) => askFor(kind, captured.environment),
    });
    const core = await parts.startCore(host);
    onStop(() => core.dispose());
    const web = await startWebHost({
      dataDir,
      port,
      pageFolder: parts.pageFolder,
      serve: core.serve,
      artifacts: core.artifacts,
      clock: systemClock,
      log,
      hide,
    });
    onStop(() => web.close());
    if (port !== 0 && web.port !== port)
      process.stderr.write(`Port ${port} is taken; Tina uses ${web.port}.\n`);
    announce(web.signInLink(), web.signInLink(openerLinkLifetimeMs));
  } catch (error) {
    // What is said in a sentence below need not be on the terminal twice.
    log[error instanceof AppError ? 'info' : 'error']({ error }, 'The start failed.');
    throw error;
  }
}

function canAsk(environment: Readonly<Record<string, string | undefined>>): boolean {
  return process.stdin.isTTY && process.stdout.isTTY && (environment['CI'] ?? '') === '';
}

/** Only where a person can answer. */
async function askFor(
  kind: 'new' | 'known',
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  if (!canAsk(environment)) return undefined;
  const { stdin: input, stderr: output } = process;
  const ask = (question: string) => askPassphrase({ input, output }, question);
  const answer =
    kind === 'known'
      ? await ask('Passphrase for your saved keys (empty: go on without them): ')
      : await choosePassphrase(ask, (line) => void output.write(`${line}\n`));
  if (answer === null) throw new AppError('invalid-input', 'Not started.');
  return answer;
}
