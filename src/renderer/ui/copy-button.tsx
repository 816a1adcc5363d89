import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from './announcer.tsx';
import { IconButton } from './icon-button.tsx';

const saidForMs = 1_500;

export interface CopyButtonProps {
  /** Asked when it is pressed. */
  readonly text: () => string;
  readonly label?: string;
  readonly className?: string;
}

export function CopyButton({ text, label, className = '' }: CopyButtonProps) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), saidForMs);
    return () => clearTimeout(timer);
  }, [isCopied]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text());
      setCopied(true);
      announce(t('copy.done'));
    } catch {
      announce(t('copy.failed'));
    }
  }

  return (
    <IconButton
      icon={isCopied ? Check : Copy}
      label={label ?? t('copy.label')}
      className={className}
      onClick={() => void copy()}
    />
  );
}
