import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatSession } from '../chat-session.ts';
import { ContextMeter, percentText } from '../context/context-meter.tsx';
import { contextShare } from '../context/context-share.ts';
import { useContextMeasure } from '../context/use-context-measure.ts';
import { OptionsButton } from '../options/options-button.tsx';
import { PromptsButton } from '../prompts/prompts-button.tsx';
import { AttachButton } from '../attachment/attach-button.tsx';
import { ToolsButton } from '../tools/tools-button.tsx';

/** What stands below the field besides the button that sends: how the model is asked, and how much room there is. */
export function ComposerExtras({ session }: { readonly session: ChatSession }) {
  const { t, i18n } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const measure = useContextMeasure(session, isOpen);
  const share = measure === null ? null : contextShare(measure);
  return (
    <>
      <OptionsButton
        session={session}
        contextText={
          share &&
          t('context.title', {
            percent: percentText(share.used, i18n.language),
            amount: share.contextWindow.toLocaleString(i18n.language),
          })
        }
      />
      <ToolsButton session={session} />
      <PromptsButton />
      <AttachButton session={session} />
      {measure !== null && share !== null && (
        <ContextMeter measure={measure} share={share} isOpen={isOpen} onOpenChange={setOpen} />
      )}
    </>
  );
}
