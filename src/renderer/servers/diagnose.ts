import type { WireError } from '../../shared/errors.ts';
import { isRecord } from '../../shared/is-record.ts';

/** Causes this page has words of its own for; in `details.cause` of what a server failed with. */
const actions = {
  'command-not-found': 'edit',
  'not-executable': 'edit',
  'folder-missing': 'edit',
  'interpreter-missing': 'start',
  'config-invalid': 'edit',
  'not-spawned': 'start',
  exited: 'start',
  'noise-on-stdout': 'edit',
  'timed-out': 'start',
  downloading: 'start',
  'consent-missing': 'consent',
  'sign-in-needed': 'sign-in',
  'sign-in-not-accepted': 'sign-in',
  'more-access-needed': 'sign-in',
  'authorization-unreachable': 'start',
  'token-refused': 'edit',
  unreachable: 'start',
  forbidden: 'edit',
  'address-moved': 'edit',
  'http-status': 'start',
  'answer-unreadable': 'edit',
  'version-unknown': 'none',
  crashed: 'start',
  silent: 'start',
  'wrong-era': 'start',
} as const;

export type DoctorCause = keyof typeof actions;

/** `edit`: change how it is started. `start`: try again. `consent`: read and allow what is run. `sign-in`: do that. */
export type DoctorAction = (typeof actions)[DoctorCause];

/** Why a server cannot be used, and the one thing that helps most. */
export interface Diagnosis {
  /** null: the sentence of the error says all there is. */
  readonly cause: DoctorCause | null;
  readonly action: DoctorAction;
  /** For the sentence: the command, a folder, a code. */
  readonly facts: Readonly<Record<string, string>>;
  /** The folders of the PATH that was looked through. */
  readonly searched: readonly string[];
  /** The last lines of its standard error. */
  readonly lastLines: readonly string[];
  /** What it wrote to standard output that was no message. */
  readonly noise: readonly string[];
  /** What its configuration still lacks. */
  readonly gaps: readonly ConfigGap[];
}

export interface ConfigGap {
  /** A kebab-case word, as the core has it. */
  readonly gap: string;
  readonly field: string;
  readonly name?: string;
}

/** Reads what the core said of a failure; whatever it does not know is left to the error's own sentence. */
export function diagnose({ details = {} }: Pick<WireError, 'details'>): Diagnosis {
  const cause = causeOf(details);
  return {
    cause,
    action: cause === null ? 'start' : actions[cause],
    facts: factsOf(details),
    searched: textsIn(details['searched']),
    lastLines: textsIn(details['stderrTail']),
    noise: textsIn(details['noise']),
    gaps: gapsIn(details['gaps']),
  };
}

type Details = Readonly<Record<string, unknown>>;

/** A server that ended while it was asked has the cause of that beside it, which says more. */
function causeOf(details: Details): DoctorCause | null {
  const { cause, because, download } = details;
  if (cause === 'timed-out' && typeof download === 'string') return 'downloading';
  return [because, cause].find(isCause) ?? null;
}

function isCause(value: unknown): value is DoctorCause {
  return typeof value === 'string' && Object.hasOwn(actions, value);
}

function factsOf(details: Details): Readonly<Record<string, string>> {
  const names = ['host', 'command', 'path', 'folder', 'interpreter', 'reason', 'download'];
  const code = details['code'] ?? details['signal'] ?? details['status'];
  return {
    ...Object.fromEntries(
      names.flatMap((name) => {
        const value = details[name];
        return typeof value === 'string' ? [[name, value]] : [];
      }),
    ),
    ...(typeof details['seconds'] === 'number'
      ? { seconds: String(Math.round(details['seconds'])) }
      : {}),
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
  };
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter((item: unknown): item is string => typeof item === 'string')
    : [];
}

function gapsIn(value: unknown): readonly ConfigGap[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown): ConfigGap[] => {
    if (!isRecord(item)) return [];
    const { gap, field, name } = item;
    if (typeof gap !== 'string' || typeof field !== 'string') return [];
    return [{ gap, field, ...(typeof name === 'string' ? { name } : {}) }];
  });
}
