import { Minus, Plus } from 'lucide-react';
import { useRef } from 'react';
import type { MouseEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appearance } from '../../shared/contract/settings.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { AppearanceChoice } from './appearance-choice.tsx';
import { Section } from './section.tsx';
import { hintId, labelId, Setting } from './setting.tsx';
import { useChange } from './use-change.ts';
import { useStayUnderPointer } from './use-stay-under-pointer.ts';

const themes = ['system', 'light', 'dark'] as const;
const contrasts = ['system', 'high'] as const;
const sizes = { smallest: 12, usual: 15, largest: 22 } as const;

export interface AppearanceSectionProps {
  readonly appearance: Appearance;
  /** What the section scrolls in. */
  readonly scroller: RefObject<HTMLElement | null>;
}

/** How it looks, in every window at once. */
export function AppearanceSection({ appearance, scroller }: AppearanceSectionProps) {
  const { t } = useTranslation();
  return (
    <Section name="appearance">
      <AppearanceChoice
        id="theme"
        value={appearance.theme}
        options={themes.map((value) => ({
          value,
          label: t(`settings.items.theme.options.${value}`),
        }))}
        toPatch={(theme) => ({ theme })}
      />
      <AppearanceChoice
        id="contrast"
        value={appearance.contrast}
        options={contrasts.map((value) => ({
          value,
          label: t(`settings.items.contrast.options.${value}`),
        }))}
        toPatch={(contrast) => ({ contrast })}
      />
      <FontSizeSetting size={appearance.fontSize} scroller={scroller} />
    </Section>
  );
}

/** In steps and not by dragging: what is dragged would move away under the hand as the page grows. */
function FontSizeSetting({
  size,
  scroller,
}: Pick<AppearanceSectionProps, 'scroller'> & { readonly size: number }) {
  const { t } = useTranslation();
  const { change, error } = useChange();
  const group = useRef<HTMLDivElement>(null);
  const { onPress, onPointerLeave } = useStayUnderPointer(group, scroller, size);

  function set(fontSize: number, event: MouseEvent): void {
    if (fontSize < sizes.smallest || fontSize > sizes.largest || fontSize === size) return;
    onPress(event);
    void change({ appearance: { fontSize } }); // keeps its error itself
  }

  return (
    <Setting
      id="fontSize"
      label={t('settings.items.fontSize.label')}
      hint={t('settings.items.fontSize.hint')}
      error={error}
      control={
        <div
          ref={group}
          onPointerLeave={onPointerLeave}
          role="group"
          aria-labelledby={labelId('fontSize')}
          aria-describedby={hintId('fontSize')}
          className="flex flex-wrap items-center gap-1"
        >
          <Button
            look="quiet"
            aria-disabled={size === sizes.usual}
            onClick={(event) => set(sizes.usual, event)}
            // There for as long as it holds the focus, and on the side that leaves the others where they are.
            className="aria-disabled:not-focus:invisible @max-xl:order-last"
          >
            {t('settings.items.fontSize.reset', { size: sizes.usual })}
          </Button>
          <IconButton
            icon={Minus}
            label={t('settings.items.fontSize.smaller')}
            aria-disabled={size <= sizes.smallest}
            onClick={(event) => set(size - 1, event)}
            className="border border-border aria-disabled:opacity-50"
          />
          <output className="min-w-14 text-center text-sm tabular-nums">
            {t('settings.items.fontSize.now', { size })}
          </output>
          <IconButton
            icon={Plus}
            label={t('settings.items.fontSize.larger')}
            aria-disabled={size >= sizes.largest}
            onClick={(event) => set(size + 1, event)}
            className="border border-border aria-disabled:opacity-50"
          />
        </div>
      }
    />
  );
}
