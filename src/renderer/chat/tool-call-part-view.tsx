import {
  Ban,
  Calculator,
  Check,
  CircleDashed,
  Clock,
  FileSearch,
  MessageCircleQuestion,
  ShieldAlert,
  ShieldQuestion,
  Wrench,
  X,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToolCallPart } from '../../shared/contract/message.ts';
import { createIncrementalJson } from '../../shared/json/incremental-json.ts';
import type { IncrementalJson } from '../../shared/json/incremental-json.ts';
import { sayError } from '../i18n/say-core.ts';
import { useQuestionOf } from '../questions/pending-store.ts';
import { classNames } from '../ui/class-names.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { late } from '../ui/late.tsx';
import { useNow } from '../ui/use-now.ts';
import { duration } from './duration.ts';
import { ToolData } from './tool/tool-data.tsx';
import { ToolProgressLine } from './tool/tool-progress-line.tsx';
import { ToolQuestion } from './tool/tool-question.tsx';
import { toolTitle } from './tool/tool-title.ts';
import { toolGist } from './tool-gist.ts';

const ToolContentList = late(
  async () => (await import('./tool/content/tool-content-list.tsx')).ToolContentList,
);
const InlineQuestion = late(
  async () => (await import('../questions/inline-question.tsx')).InlineQuestion,
);
const ToolSignIn = late(async () => (await import('./tool/tool-sign-in.tsx')).ToolSignIn);
const ToolPictures = late(
  async () => (await import('./tool/content/tool-pictures.tsx')).ToolPictures,
);

export interface ToolCallPartViewProps {
  readonly messageId: string;
  readonly part: ToolCallPart;
}

/** One line a call; it opens to what was asked and what came back. One that waits for a person is open. */
export function ToolCallPartView({ messageId, part }: ToolCallPartViewProps) {
  const { t } = useTranslation();
  const input = useToolInput(part);
  const question = useQuestionOf(messageId, part);
  if (part.state === 'asking')
    return <ToolQuestion messageId={messageId} part={part} input={input} />;
  return (
    <div>
      <ToolCallLine part={part} input={input} isAsked={question !== undefined} />
      {part.state === 'running' && part.progress !== undefined && (
        <ToolProgressLine tool={toolTitle(part, t)} progress={part.progress} />
      )}
      {question !== undefined && <InlineQuestion question={question} />}
      {part.state === 'failed' && part.server !== undefined && wantsSignIn(part.error) && (
        <ToolSignIn server={part.server} />
      )}
      {part.content?.some(({ type }) => type === 'image') === true && <ToolPictures part={part} />}
    </div>
  );
}

/** Its server wants to know who asks, or to be asked by somebody who may. */
function wantsSignIn(error: ToolCallPart['error']): boolean {
  const { cause, because } = error?.details ?? {};
  const causes: readonly unknown[] = [cause, because];
  return causes.some((one) => one === 'sign-in-needed' || one === 'more-access-needed');
}

function ToolCallLine({
  part,
  input,
  isAsked,
}: {
  readonly part: ToolCallPart;
  readonly input: unknown;
  /** Its server asks the person something. */
  readonly isAsked: boolean;
}) {
  const { t } = useTranslation();
  const StateIcon = isAsked ? MessageCircleQuestion : stateIcons[part.state];
  const ToolIcon = toolIcons[part.name] ?? Wrench;
  return (
    <Disclosure
      summary={
        <>
          <ToolIcon aria-hidden className="size-4 shrink-0" />
          <span className="shrink-0 font-medium text-text">{toolTitle(part, t)}</span>
          {part.server !== undefined && <span className="shrink-0">{part.server.name}</span>}
          <span className="min-w-0 truncate">{toolGist(input)}</span>
          <span className="ml-auto flex shrink-0 items-center gap-1 pl-2 tabular-nums">
            <StateIcon
              aria-hidden
              className={classNames('size-3.5', part.state === 'failed' && 'text-danger')}
            />
            {t(isAsked ? 'tool.waitsForYou' : `tool.${part.state}`)} <TookTime part={part} />
          </span>
        </>
      }
    >
      {() => <ToolCallDetails part={part} input={input} />}
    </Disclosure>
  );
}

/** Of the tools that come with Tina. */
const toolIcons: Readonly<Record<string, LucideIcon>> = {
  calculate: Calculator,
  current_time: Clock,
  read_result: FileSearch,
};

const stateIcons: Readonly<Record<ToolCallPart['state'], LucideIcon>> = {
  writing: CircleDashed,
  asking: ShieldQuestion,
  running: CircleDashed,
  done: Check,
  failed: X,
  stopped: Ban,
};

/** The arguments as far as they have been written. */
function useToolInput(part: ToolCallPart): unknown {
  const reader = useRef<{ json: IncrementalJson; text: string } | null>(null);
  if (part.state !== 'writing') return part.input ?? part.inputText;
  if (reader.current === null || !part.inputText.startsWith(reader.current.text)) {
    reader.current = { json: createIncrementalJson(), text: '' };
  }
  const { json, text } = reader.current;
  json.push(part.inputText.slice(text.length));
  reader.current.text = part.inputText;
  return json.snapshot();
}

/** What took less was there at once. */
const worthSayingMs = 100;

function TookTime({ part }: { readonly part: ToolCallPart }) {
  const { i18n } = useTranslation();
  const isRunning = part.state === 'running' && part.startedAt !== undefined;
  const now = useNow(isRunning ? 1_000 : null);
  if (part.startedAt === undefined) return null;
  if (part.endedAt === undefined && !isRunning) return null;
  const ms = (part.endedAt ?? now) - part.startedAt;
  return ms < worthSayingMs ? null : duration(ms, i18n.language);
}

function ToolCallDetails({
  part,
  input,
}: {
  readonly part: ToolCallPart;
  readonly input: unknown;
}) {
  const { t } = useTranslation();
  const isWithContent = part.content !== undefined;
  return (
    <div className="flex flex-col gap-2 pb-2">
      <ToolData label={t('tool.arguments')} text={asText(input)} />
      {part.error !== undefined && <ToolData label={t('tool.error')} text={sayError(part.error)} />}
      {part.untrusted === true && (
        <p className="flex items-center gap-1.5 text-warning">
          <ShieldAlert aria-hidden className="size-4 shrink-0" />
          {t('tool.untrusted')}
        </p>
      )}
      {isWithContent && <ToolContentList part={part} />}
      {part.state === 'done' && (part.result !== undefined || !hasContent(part)) && (
        <ToolData label={t('tool.result')} text={asText(part.result ?? t('tool.noResult'))} />
      )}
    </div>
  );
}

function hasContent({ content = [], structured }: ToolCallPart): boolean {
  return content.length > 0 || structured !== undefined;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '');
}
