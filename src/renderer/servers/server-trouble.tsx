import { useTranslation } from 'react-i18next';
import type { ServerStatus } from '../../shared/contract/mcp-events.ts';
import type { ServerConfig } from '../../shared/contract/mcp-server.ts';
import { sayError } from '../i18n/say-core.ts';
import { Button } from '../ui/button.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { diagnose } from './diagnose.ts';
import type { ConfigGap } from './diagnose.ts';
import { fieldName } from './field-name.ts';
import { useServerActions } from './server-actions.tsx';
import { wordsOf } from './words-of.ts';

export interface ServerTroubleProps {
  readonly config: ServerConfig;
  readonly error: NonNullable<ServerStatus['error']>;
  readonly onEdit: () => void;
}

/** Why a server cannot be used, and the one thing that helps most. */
export function ServerTrouble({ config, error, onEdit }: ServerTroubleProps) {
  const { t } = useTranslation();
  const { begin, signIn } = useServerActions();
  const diagnosis = diagnose(error);
  const { cause, action, facts, searched, lastLines, noise, gaps } = diagnosis;
  const invalid = invalidWords.find((one) => cause === 'config-invalid' && one === facts['reason']);
  return (
    <div className="flex flex-col items-start gap-2 rounded-xl border border-border bg-surface p-4 text-sm">
      <p className="font-medium [overflow-wrap:anywhere]">
        {cause === null ? sayError(error) : t(`servers.doctor.${cause}.why`, wordsOf(facts))}
      </p>
      {cause !== null && (
        <p className="text-muted [overflow-wrap:anywhere]">
          {t(`servers.doctor.${cause}.help`, wordsOf(facts))}
        </p>
      )}
      {invalid !== undefined && <p>{t(`servers.invalid.${invalid}`)}</p>}
      {gaps.length > 0 && <Gaps gaps={gaps} />}
      {searched.length > 0 && <Lines title={t('servers.doctor.searched')} lines={searched} />}
      {lastLines.length > 0 && <Lines title={t('servers.doctor.lastLines')} lines={lastLines} />}
      {noise.length > 0 && <Lines title={t('servers.doctor.noise')} lines={noise} />}
      {action === 'edit' && <Button onClick={onEdit}>{t('servers.doctor.edit')}</Button>}
      {action === 'sign-in' && (
        <Button onClick={() => signIn(config)}>{t('servers.signIn.begin')}</Button>
      )}
      {(action === 'start' || action === 'consent') && (
        <Button onClick={() => void begin(config)}>
          {t(action === 'consent' ? 'servers.doctor.read' : 'servers.doctor.again')}
        </Button>
      )}
    </div>
  );
}

function Gaps({ gaps }: { readonly gaps: readonly ConfigGap[] }) {
  const { t } = useTranslation();
  return (
    <ul className="list-disc pl-5">
      {gaps.map(({ gap, field, name = '' }) => {
        const known = gapWords.find((one) => one === gap);
        return (
          <li key={`${gap} ${field} ${name}`} className="[overflow-wrap:anywhere]">
            {fieldName(field, t)}:{' '}
            {known === undefined ? gap : t(`servers.gaps.${known}`, { name })}
          </li>
        );
      })}
    </ul>
  );
}

/** What is wrong with a command line as it is written. */
const invalidWords = [
  'command-empty',
  'null-character',
  'folder-not-absolute',
  'batch-file-name',
  'batch-line-break',
  'batch-line-too-long',
] as const;

const gapWords = [
  'secret-missing',
  'input-missing',
  'not-a-choice',
  'not-a-number',
  'out-of-range',
  'variable-missing',
  'file-missing',
  'command-empty',
  'character-refused',
  'url-not-web',
  'url-not-safe',
  'header-refused',
] as const;

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <Disclosure summary={title} className="w-full">
      {() => (
        <pre
          // Long lines are to be read by keyboard, too.
          tabIndex={0}
          className="max-h-60 overflow-auto font-mono text-xs [overflow-wrap:anywhere] whitespace-pre-wrap"
        >
          {lines.join('\n')}
        </pre>
      )}
    </Disclosure>
  );
}
