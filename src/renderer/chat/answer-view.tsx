import { useMemo } from 'react';
import type { Message } from '../../shared/contract/message.ts';
import { joinContinued } from './join-continued.ts';
import { PartView } from './part-view.tsx';

export interface AnswerViewProps {
  readonly message: Message;
  readonly isWriting: boolean;
}

/** The parts of an answer, one below the other, and a mark where it is still being written. */
export function AnswerView({ message, isWriting }: AnswerViewProps) {
  const shown = useMemo(() => joinContinued(message.parts), [message.parts]);
  const last = shown.at(-1)?.index;
  return (
    <div className="flex w-full flex-col gap-2">
      {shown.map(({ index, part }) => (
        <PartView
          key={index}
          messageId={message.id}
          part={part}
          isOpen={isWriting && index === last}
        />
      ))}
      {isWriting && <span aria-hidden className="writing-mark" />}
    </div>
  );
}
