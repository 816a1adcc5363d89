import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { Client } from '../../shared/contract/index.ts';
import type { ImportProblem } from '../../shared/contract/mcp-server.ts';
import { sayError } from '../i18n/say-core.ts';
import { RouteLink } from '../route-link.tsx';
import { buttonClass } from '../ui/button.tsx';
import { noteSentence } from './note-sentence.ts';
import { placeOf } from './place-of.ts';
import { useServersState } from './servers-context.tsx';

export interface ImportOutcomeProps {
  readonly outcome: Awaited<ReturnType<Client['mcp']['import']>>;
}

/** What became of a text: the servers it held, what is to be known of each, and what could not be taken over. */
export function ImportOutcome({ outcome: { added, problems } }: ImportOutcomeProps) {
  const { t } = useTranslation();
  const configs = useServersState((state) => state.configs);
  return (
    <div className="flex flex-col gap-3">
      <h3 tabIndex={-1} className="w-fit rounded-lg text-base font-semibold">
        {t('servers.paste.outcome', { count: added.length })}
      </h3>
      {added.length > 0 && (
        <ul className="flex flex-col gap-3">
          {added.map(({ server, notes }) => {
            const name = configs?.find(({ id }) => id === server)?.name ?? server;
            return (
              <li
                key={server}
                className="flex flex-col items-start gap-2 rounded-xl border border-border bg-raised p-4 text-sm"
              >
                <RouteLink
                  to={{ page: 'servers', at: placeOf(server) }}
                  className={buttonClass('plain')}
                >
                  {t('servers.paste.open', { name })}
                </RouteLink>
                {notes.length > 0 && (
                  <ul className="list-disc pl-5">
                    {notes.map((note) => (
                      <li key={JSON.stringify(note)} className="[overflow-wrap:anywhere]">
                        {noteSentence(note, t)}
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {problems.length > 0 && (
        <ul className="flex list-disc flex-col gap-1 pl-5 text-sm">
          {problems.map((problem) => (
            <li key={JSON.stringify(problem)} className="[overflow-wrap:anywhere]">
              {problemSentence(problem, t)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function problemSentence(problem: ImportProblem, t: TFunction): string {
  const { entry, fault, line, column, sha256, error } = problem;
  return [
    entry === undefined || problem.problem === 'bundle-elsewhere' ? '' : `${entry}: `,
    t(`servers.problems.${problem.problem}`, { entry: entry ?? '' }),
    line === undefined ? '' : ` ${t('servers.problemAt', { line, column: column ?? 1 })}`,
    fault === undefined ? '' : ` (${fault})`,
    error === undefined ? '' : ` ${sayError(error)}`,
    sha256 === undefined ? '' : ` SHA-256: ${sha256}`,
  ].join('');
}
