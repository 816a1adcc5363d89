import { useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { dollars } from '../../shared/dollars.ts';
import { niceMaximum, valueOf } from './bars.ts';
import type { Bar, Bars, Measure } from './bars.ts';
import { sayCost } from './say-cost.ts';

export interface DayChartProps extends Bars {
  readonly measure: Measure;
}

/**
 * A bar for each day or month. One of them is told in words under it: the last, or the one that the
 * pointer or the arrow keys have gone to.
 */
export function DayChart({ bars, unit, measure }: DayChartProps) {
  const { t, i18n } = useTranslation();
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const found = bars.findIndex(({ key }) => key === chosenKey);
  const place = found === -1 ? bars.length - 1 : found;
  const chosen = bars[place];
  const top = niceMaximum(Math.max(...bars.map((bar) => valueOf(bar, measure))));
  const end = measure === 'cost' ? dollars(top, i18n.language) : top.toLocaleString(i18n.language);

  const name = (bar: Bar) =>
    bar.start.toLocaleDateString(
      i18n.language,
      unit === 'day' ? { dateStyle: 'medium' } : { month: 'long', year: 'numeric' },
    );
  const sentence = (bar: Bar) =>
    t('usage.chart.bar', {
      name: name(bar),
      tokens: t('usage.tokenCount', { amount: bar.tokens.toLocaleString(i18n.language) }),
      cost: sayCost(bar, t, i18n.language),
    });

  function choose(next: number): void {
    setChosenKey(bars[Math.min(bars.length - 1, Math.max(0, next))]?.key ?? null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const next = nextPlace(event.key, place, bars.length);
    if (next === null) return;
    event.preventDefault();
    choose(next);
  }

  function onPointer(event: PointerEvent<HTMLElement>): void {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (width > 0) choose(Math.floor(((event.clientX - left) / width) * bars.length));
  }

  if (chosen === undefined) return null;
  return (
    <div className="flex flex-col gap-1 text-xs text-muted tabular-nums">
      <span>{end}</span>
      <div
        role="slider"
        tabIndex={0}
        aria-label={t(`usage.chart.label.${unit}`)}
        aria-valuemin={1}
        aria-valuemax={bars.length}
        aria-valuenow={place + 1}
        aria-valuetext={sentence(chosen)}
        onKeyDown={onKeyDown}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
        className="h-40 touch-pan-y rounded-sm border-y border-border"
      >
        <svg
          aria-hidden
          viewBox={`0 0 ${bars.length} 1`}
          preserveAspectRatio="none"
          className="size-full"
        >
          <rect x={place} y={0} width={1} height={1} className="fill-hover" />
          {bars.map((bar, index) => {
            const height = valueOf(bar, measure) / top;
            return (
              <rect
                key={bar.key}
                x={index + 0.12}
                y={1 - height}
                width={0.76}
                height={height}
                className="fill-accent"
              />
            );
          })}
        </svg>
      </div>
      <div aria-hidden className="flex justify-between gap-4">
        <span>{bars[0] !== undefined && name(bars[0])}</span>
        {bars.length > 1 && <span>{name(bars.at(-1) ?? chosen)}</span>}
      </div>
      <p aria-hidden className="text-sm text-text">
        {sentence(chosen)}
      </p>
    </div>
  );
}

function nextPlace(key: string, place: number, count: number): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return place - 1;
    case 'ArrowRight':
    case 'ArrowUp':
      return place + 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
