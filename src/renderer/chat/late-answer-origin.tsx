import { useMemo } from 'react';
import type { Message } from '../../shared/contract/message.ts';
import { late } from '../ui/late.tsx';
import { answerOrigin } from './answer-origin.ts';

const Lines = late(async () => (await import('./answer-origin-lines.tsx')).AnswerOriginLines);

/** Where an answer comes from, if not simply from the model that was asked. */
export function AnswerOrigin({
  message,
  onAgain,
}: {
  readonly message: Message;
  readonly onAgain: (() => void) | null;
}) {
  const origin = useMemo(() => answerOrigin(message.parts), [message.parts]);
  return origin === null ? null : <Lines origin={origin} onAgain={onAgain} />;
}
