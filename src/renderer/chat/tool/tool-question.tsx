import { ShieldQuestion } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToolCallPart } from '../../../shared/contract/message.ts';
import type { ToolAnswer } from '../../../shared/contract/tools.ts';
import { toAppError } from '../../bridge/to-app-error.ts';
import { sayError } from '../../i18n/say-core.ts';
import { usePage } from '../../page-context.tsx';
import { Button } from '../../ui/button.tsx';
import { focusHome } from '../focus-home.ts';
import { toolTitle } from './tool-title.ts';
import { PlainText } from '../markdown/plain-text.tsx';

export interface ToolQuestionProps {
  readonly messageId: string;
  readonly part: ToolCallPart;
  /** The arguments, all of them. */
  readonly input: unknown;
}

/** A call that waits until a person says whether it may run. Nothing of what would run is cut short. */
export function ToolQuestion({ messageId, part, input }: ToolQuestionProps) {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const id = useId();
  const [sent, setSent] = useState<ToolAnswer | null>(null);
  const [error, setError] = useState<string | null>(null);
  const { reasons = [], canAllowHere = false } = part.question ?? {};
  const tool = toolTitle(part, t);
  const answers = (['once', 'chat', 'always', 'deny'] as const).filter(
    (answer) => answer !== 'chat' || canAllowHere,
  );

  async function say(answer: ToolAnswer): Promise<void> {
    if (sent !== null) return;
    setSent(answer);
    setError(null);
    try {
      await bridge.client.tools.decide({ messageId, callId: part.id, answer });
      focusNext(id);
    } catch (failure) {
      setSent(null);
      setError(sayError(toAppError(failure)));
    }
  }

  return (
    <section
      aria-labelledby={id}
      data-tool-question={id}
      className="flex flex-col gap-3 rounded-xl border border-warning bg-raised p-4 text-sm"
    >
      <p id={id} className="flex items-center gap-2 font-semibold">
        <ShieldQuestion aria-hidden className="size-4 shrink-0 text-warning" />
        {part.server === undefined
          ? t('tool.ask.title', { tool })
          : t('tool.ask.titleOfServer', {
              tool,
              server: part.server.name,
            })}
      </p>
      {reasons.length > 0 && (
        <ul className="flex flex-col gap-1 text-muted">
          {reasons.map((reason) => (
            <li key={reason}>{t(`tool.ask.reasons.${reason}`)}</li>
          ))}
        </ul>
      )}
      <div
        role="group"
        aria-label={t('tool.arguments')}
        // It scrolls, so the keyboard must reach it.
        tabIndex={0}
        className="max-h-80 overflow-auto rounded-lg border border-border bg-surface p-2 font-mono text-xs"
      >
        <PlainText text={inWords(input)} />
      </div>
      <div className="flex flex-wrap gap-2">
        {answers.map((answer) => (
          <Button
            key={answer}
            look={looks[answer]}
            aria-disabled={sent !== null}
            onClick={() => void say(answer)} // keeps its error itself
          >
            {t(`tool.ask.${answer}`)}
          </Button>
        ))}
      </div>
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
    </section>
  );
}

const looks = { once: 'primary', chat: 'plain', always: 'plain', deny: 'danger' } as const;

function inWords(input: unknown): string {
  return typeof input === 'string' ? input : (JSON.stringify(input, null, 2) ?? '');
}

/** The next question, if there is another: its buttons are what one is here for. */
function focusNext(id: string): void {
  const others = [...document.querySelectorAll<HTMLElement>('[data-tool-question]')];
  const next = others.find((other) => other.dataset['toolQuestion'] !== id);
  const button = next?.querySelector('button');
  if (button === null || button === undefined) focusHome();
  else button.focus();
}
