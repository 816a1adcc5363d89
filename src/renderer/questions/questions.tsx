import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { homeElement } from '../chat/focus-home.ts';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { formDrafts } from './drafts.ts';
import { followQuestions } from './follow-questions.ts';
import { LostForm } from './form-question.tsx';
import { pendingStore, usePending } from './pending-store.ts';
import { QuestionView } from './question-view.tsx';

/** What servers ask and no conversation shows: that they do, on every page, and where to answer. */
export function Questions() {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const pending = usePending((state) => state.pending);
  const inline = usePending((state) => state.inline);
  const lost = usePending((state) => state.lost);
  const [shown, setShown] = useState<string | null>(null);
  const notice = useRef<HTMLElement>(null);
  const [afterwards] = useState(() => ({
    /** The button that leads to the next, where there is one: what opened the last may be gone. */
    get current() {
      return (
        notice.current?.querySelector('button') ??
        homeElement() ??
        document.querySelector<HTMLElement>('main [tabindex="-1"]')
      );
    },
  }));
  const told = useRef<ReadonlySet<string>>(new Set());
  const waiting = pending.filter(({ id }) => !inline.has(id));

  useEffect(() => followQuestions(bridge), [bridge]);

  useEffect(() => {
    // As it is by now: what stands beside its call was put there in this very moment.
    const hidden = pendingStore.getState().inline;
    const news = waiting.filter(({ id }) => !hidden.has(id) && !told.current.has(id));
    for (const { server } of news) announce(t('questions.title', { server: server.name }));
    told.current = new Set(waiting.map(({ id }) => id));
  });

  function next(): void {
    const [other] = waiting.filter(({ id }) => id !== shown);
    if (other !== undefined) return setShown(other.id);
    close();
  }

  const close = () => setShown(null);

  function drop(id: string): void {
    formDrafts.drop(id);
    pendingStore.setState((state) => ({ lost: state.lost.filter((other) => other !== id) }));
    close();
  }

  // Where its conversation shows it, as after the link to that, it does.
  const question = waiting.find(({ id }) => id === shown);
  const isLost = shown !== null && lost.includes(shown);
  const [first] = waiting;
  const [firstLost] = lost;
  const server =
    question?.server.name ?? (isLost ? formDrafts.get(shown)?.server : undefined) ?? '';

  return (
    <>
      {(first !== undefined || firstLost !== undefined) && (
        <section ref={notice} aria-label={t('questions.label')}>
          {first !== undefined && (
            <Banner
              text={
                waiting.length === 1
                  ? t('questions.one', { server: first.server.name })
                  : t('questions.many', { count: waiting.length })
              }
            >
              <Button aria-haspopup="dialog" onClick={() => setShown(first.id)}>
                {t('questions.answer')}
              </Button>
            </Banner>
          )}
          {firstLost !== undefined && (
            <Banner
              text={t('questions.lost.text', { server: formDrafts.get(firstLost)?.server ?? '' })}
            >
              <Button aria-haspopup="dialog" onClick={() => setShown(firstLost)}>
                {t('questions.lost.show')}
              </Button>
            </Banner>
          )}
        </section>
      )}
      <Dialog
        open={question !== undefined || isLost}
        onOpenChange={(open) => {
          if (!open) close();
        }}
        finalFocus={afterwards}
        title={t(isLost ? 'questions.lost.title' : 'questions.title', { server })}
        description={t(isLost ? 'questions.lost.description' : 'questions.description')}
      >
        {question !== undefined && (
          <QuestionView key={question.id} question={question} onAnswered={next} />
        )}
        {isLost && <LostForm id={shown} onClose={() => drop(shown)} />}
      </Dialog>
    </>
  );
}
