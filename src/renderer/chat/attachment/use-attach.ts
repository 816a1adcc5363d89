import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError } from '../../bridge/to-app-error.ts';
import { sayError } from '../../i18n/say-core.ts';
import { usePage } from '../../page-context.tsx';
import type { Readable } from '../../resources/resource-browser.tsx';
import { announce } from '../../ui/announcer.tsx';
import type { ChatSession } from '../chat-session.ts';

export interface Attach {
  readonly isReading: boolean;
  readonly error: string | null;
  /** false: it failed, and that is said. */
  readonly attach: (server: string, resource: Readable, replaces?: string) => Promise<boolean>;
}

/** Attaches a resource to the draft of a conversation, as it is now. */
export function useAttach(session: Pick<ChatSession, 'attachments' | 'draftKey'>): Attach {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const [isReading, setReading] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function attach(
    server: string,
    { uri, title }: Readable,
    replaces?: string,
  ): Promise<boolean> {
    if (isReading) return false;
    setReading(true);
    setError(null);
    try {
      const { resource } = await bridge.client.mcp.attachResource({
        server,
        uri,
        name: title,
        draft: session.draftKey(),
        ...(replaces === undefined ? {} : { replaces }),
      });
      session.attachments.add(resource, replaces);
      announce(t('attachment.added', { title: resource.title ?? resource.name }));
      return true;
    } catch (failure) {
      setError(sayError(toAppError(failure)));
      return false;
    } finally {
      setReading(false);
    }
  }

  return { isReading, error, attach };
}
