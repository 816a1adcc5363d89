import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useApp } from '../app-context.tsx';
import { RouteLink } from '../route-link.tsx';
import { Button } from '../ui/button.tsx';
import type { ChatSession } from './chat-session.ts';
import { choicesOf } from './chat-state.ts';
import { recipientOf } from './recipient.ts';

const prompts = ['time', 'calculate', 'format', 'story'] as const;

/** The first page: says who will answer, and offers the first step. */
export function Welcome({
  session,
  focusInput,
}: {
  readonly session: ChatSession;
  readonly focusInput: () => void;
}) {
  const { t } = useTranslation();
  const { providers } = useApp();
  const all = useStore(providers.store, (state) => state.providers);
  const usual = useStore(providers.store, (state) => state.defaultModel);
  const { model } = useStore(session.store, useShallow(choicesOf));
  const ready = all?.filter((provider) => provider.ready) ?? [];
  const builtIn = ready.every(({ kind }) => kind === 'built-in') ? ready[0] : undefined;
  const asked = ready.find(({ id }) => id === (model ?? usual)?.provider);
  const recipient = asked && recipientOf(asked);

  function attempt(prompt: string): void {
    session.draft.set(prompt);
    focusInput();
    void session.send(); // keeps its error itself
  }

  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex min-h-full w-full max-w-column flex-col justify-center gap-4 px-4 py-6">
        <h2 className="text-xl font-semibold">{t('welcome.title')}</h2>
        {all !== null && (
          <>
            <p className="max-w-[60ch] text-muted">
              {ready.length === 0
                ? t('welcome.none')
                : builtIn === undefined
                  ? recipient === undefined
                    ? t('welcome.kept')
                    : t('welcome.ready', { recipient })
                  : t('welcome.demo', { name: builtIn.name })}
            </p>
            {builtIn !== undefined && (
              <section aria-label={t('welcome.try')} className="flex flex-col gap-2">
                <h3 className="text-sm font-medium">{t('welcome.try')}</h3>
                <ul className="flex flex-wrap gap-2">
                  {prompts.map((prompt) => (
                    <li key={prompt}>
                      <Button
                        onClick={() => attempt(t(`welcome.prompts.${prompt}`))}
                        className="py-1 text-left !whitespace-normal"
                      >
                        {t(`welcome.prompts.${prompt}`)}
                      </Button>
                    </li>
                  ))}
                </ul>
              </section>
            )}
            {(builtIn !== undefined || ready.length === 0) && (
              <p className="text-sm">
                <RouteLink
                  to={{ page: 'settings', section: 'models' }}
                  className="text-accent underline underline-offset-2"
                >
                  {t('welcome.addKey')}
                </RouteLink>
              </p>
            )}
          </>
        )}
      </div>
    </div>
  );
}
