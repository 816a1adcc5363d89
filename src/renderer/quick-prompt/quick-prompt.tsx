import { useEffect, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { useTranslation } from 'react-i18next';
import { useChatSession } from '../chat/use-chat-session.ts';
import { Announcer } from '../ui/announcer.tsx';
import { late } from '../ui/late.tsx';
import { PortalPlace, PortalProvider } from '../ui/portal-container.tsx';
import type { QuickField } from './field.ts';
import { QuickChat } from './quick-chat.tsx';
import type { Shell } from './shell.ts';

const ConnectionBanner = late(
  async () => (await import('../connection-banner.tsx')).ConnectionBanner,
);

const QuestionFollower = late(
  async () => (await import('../questions/question-follower.tsx')).QuestionFollower,
);

export interface QuickPromptProps {
  readonly field: QuickField;
  readonly shell: Shell;
}

/** One question at a time, each the beginning of an ordinary conversation. */
export function QuickPrompt({ field, shell }: QuickPromptProps) {
  const { t } = useTranslation();
  const [id, setId] = useState(() => uuidv7());
  const session = useChatSession(id, true, 'quick');

  useEffect(() => {
    document.title = `${t('quick.title')} – ${t('app')}`;
    field.element.setAttribute('aria-label', t('quick.field'));
    field.element.placeholder = t('quick.placeholder');
  }, [field, t]);

  return (
    <PortalProvider>
      <ConnectionBanner />
      <QuestionFollower />
      <h1 className="sr-only">{t('quick.title')}</h1>
      {session !== null && (
        <QuickChat
          key={id}
          session={session}
          field={field}
          shell={shell}
          onNewQuestion={() => setId(uuidv7())}
        />
      )}
      <PortalPlace />
      <Announcer />
    </PortalProvider>
  );
}
