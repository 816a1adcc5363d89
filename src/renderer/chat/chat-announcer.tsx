import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { systemClock } from '../../shared/clock.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { modelName } from '../settings/providers-store.ts';
import { announce } from '../ui/announcer.tsx';
import { announcementFor, picturesBetween } from './announcement.ts';
import { createAnswerVoice } from './answer-voice.ts';
import type { Announcement } from './announcement.ts';
import type { ChatSession } from './chat-session.ts';
import { createProgressVoice } from './progress-voice.ts';
import { progressWords } from './tool/progress-words.ts';
import { toolTitle } from './tool/tool-title.ts';
import { askedOf, turnSentence } from './turn-sentence.ts';

/** Tells whoever listens what becomes of an answer. */
export function ChatAnnouncer({ session }: { readonly session: ChatSession }) {
  const { t, i18n } = useTranslation();
  const { providers } = usePage();

  useEffect(() => {
    function sentence(announcement: Announcement): string {
      const { message } = announcement;
      if (announcement.type === 'status') {
        const { status } = announcement;
        const { models } = providers.store.getState();
        const model = modelName(models, status.model ?? askedOf(message)) ?? t('turn.theModel');
        return turnSentence(status, model, Date.now(), t);
      }
      switch (message.status) {
        case 'failed':
          return t('announce.failed', {
            message: message.error === undefined ? '' : sayError(message.error),
          });
        case 'stopped':
        case 'interrupted':
          return t(`announce.${message.status}`);
        default:
          return t('announce.ended');
      }
    }

    const voice = createAnswerVoice({
      language: i18n.language,
      codeWord: t('announce.code'),
      say: announce,
      clock: systemClock,
    });
    const progress = createProgressVoice({
      wordsOf: (call) =>
        `${toolTitle(call, t)}: ${call.progress === undefined ? '' : progressWords(call.progress, t, i18n.language)}`,
      say: announce,
      clock: systemClock,
    });
    const stop = session.store.subscribe(({ view }, { view: known, sending }) => {
      if (view === null || view === known) return;
      let [before, ...pictures] = picturesBetween(known, view, sending !== null);
      for (const picture of pictures) {
        voice.hear(before, picture);
        const announcement = announcementFor(before, picture);
        if (announcement !== null) announce(sentence(announcement));
        before = picture;
      }
      progress.hear(view);
    });
    return () => {
      stop();
      voice.close();
      progress.close();
    };
  }, [session, providers, t, i18n.language]);

  return null;
}
