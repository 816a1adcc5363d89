import { Component } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PlainText } from './markdown/plain-text.tsx';

interface MessageBoundaryProps {
  /** Shown when drawing fails. */
  readonly text: string;
  readonly children: ReactNode;
}

/** One message that cannot be drawn must not take the others with it. */
export class MessageBoundary extends Component<
  MessageBoundaryProps,
  { readonly hasFailed: boolean }
> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <Undrawable text={this.props.text} /> : this.props.children;
  }
}

function Undrawable({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  return (
    <div>
      <p className="text-xs text-muted">{t('message.drawingFailed')}</p>
      <PlainText text={text} />
    </div>
  );
}
