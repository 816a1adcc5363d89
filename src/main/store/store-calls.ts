import type { Backup } from '../../shared/contract/data.ts';
import type { OpenReport, Store } from './store.ts';

/** Done over several steps, each in its own time. */
export type LaterName = 'checkBackup' | 'restoreBackup';

type Methods = Omit<Store, 'report' | 'close' | 'purgeDeleted' | 'backupIfDue' | 'backUp'>;

/** One bounded piece of purging: other calls get their turn between two of them. */
export interface PurgeStep {
  readonly purged: number;
  readonly done: boolean;
}

/** What the worker is asked, by name, each with one argument. */
type CallArguments = { readonly [Name in keyof Methods]: Parameters<Methods[Name]>[0] } & {
  readonly purgeStep: number;
  /** At what time it is asked. */
  readonly backupIsDue: number;
  readonly backupMade: undefined;
  readonly close: undefined;
};

type CallResults = {
  readonly [Name in keyof Methods]: Awaited<ReturnType<Methods[Name]>>;
} & {
  readonly purgeStep: PurgeStep;
  readonly backupIsDue: boolean;
  readonly backupMade: void;
  readonly close: void;
};

export type CallName = keyof CallArguments;

/** The store as it works inside its thread: synchronous, one transaction a call. */
export type StoreCalls = {
  readonly [Name in Exclude<CallName, LaterName>]: (
    argument: CallArguments[Name],
  ) => CallResults[Name];
};

export type Call = <Name extends CallName>(
  name: Name,
  argument: CallArguments[Name],
) => Promise<CallResults[Name]>;

/** Turns a way to call, and one to copy the database (returns where to), into a store. */
export function toStore(
  report: OpenReport,
  call: Call,
  makeBackup: (at: number, reason: 'daily' | 'by-hand') => Promise<string>,
): Store {
  let backingUp: Promise<string | null> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  /** Two at once would clear away each other's half-made copies, and one of them has the files swapped. */
  function alone<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  }

  async function backupIfDue(at: number): Promise<string | null> {
    if (!(await call('backupIsDue', at))) return null;
    const path = await makeBackup(at, 'daily');
    await call('backupMade', undefined);
    return path;
  }

  async function backUp(at: number): Promise<Backup> {
    await makeBackup(at, 'by-hand');
    await call('backupMade', undefined);
    const made = (await call('listBackups', undefined)).find(
      (backup) => backup.reason === 'by-hand' && backup.at === at,
    );
    if (made === undefined) throw new TypeError('a backup that was made is in the list');
    return made;
  }

  return {
    report,
    listConversations: (page) => call('listConversations', page),
    getConversation: (id) => call('getConversation', id),
    updateConversation: (change) => call('updateConversation', change),
    deleteConversation: (change) => call('deleteConversation', change),
    restoreConversation: (id) => call('restoreConversation', id),
    getMessage: (id) => call('getMessage', id),
    pathPage: (page) => call('pathPage', page),
    path: (leafId) => call('path', leafId),
    messageIds: (of) => call('messageIds', of),
    branch: (id) => call('branch', id),
    select: (choice) => call('select', choice),
    beginTurn: (turn) => call('beginTurn', turn),
    appendJournal: (entries) => call('appendJournal', entries),
    endTurn: (turn) => call('endTurn', turn),
    getDraft: (key) => call('getDraft', key),
    setDraft: (draft) => call('setDraft', draft),
    putAttachment: (attachment) => call('putAttachment', attachment),
    attachments: (of) => call('attachments', of),
    dropAttachments: (which) => call('dropAttachments', which),
    recordAttempt: (attempt) => call('recordAttempt', attempt),
    attempts: (wish) => call('attempts', wish),
    recentAttempts: (wish) => call('recentAttempts', wish),
    outcomes: (period) => call('outcomes', period),
    usageTotals: (period) => call('usageTotals', period),
    usageGroups: (wish) => call('usageGroups', wish),
    usageBetween: (edges) => call('usageBetween', edges),
    firstAttemptSince: (at) => call('firstAttemptSince', at),
    costs: (from) => call('costs', from),
    recordToolDecision: (decision) => call('recordToolDecision', decision),
    toolDecisions: (wish) => call('toolDecisions', wish),
    revokeTools: (prefix) => call('revokeTools', prefix),
    allowTool: (change) => call('allowTool', change),
    getCached: (wish) => call('getCached', wish),
    putCached: (answer) => call('putCached', answer),
    clearCache: (conversationId) => call('clearCache', conversationId),
    putArtifact: (artifact) => call('putArtifact', artifact),
    getArtifact: (id) => call('getArtifact', id),
    readArtifact: (wish) => call('readArtifact', wish),
    backupIfDue: (at) =>
      (backingUp ??= alone(() => backupIfDue(at)).finally(() => (backingUp = null))),
    listBackups: () => call('listBackups', undefined),
    backUp: (at) => alone(() => backUp(at)),
    checkBackup: (wish) => alone(() => call('checkBackup', wish)),
    restoreBackup: (wish) => alone(() => call('restoreBackup', wish)),
    async purgeDeleted(before) {
      for (let purged = 0; ;) {
        const step = await call('purgeStep', before);
        purged += step.purged;
        if (step.done) return purged;
      }
    },
    close: () => call('close', undefined),
  };
}
