import type { TFunction } from 'i18next';
import { Brain, FileText, Globe, Image, Wrench } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Model } from './provider-types.ts';

const abilities = ['reasoning', 'tools', 'images', 'pdf', 'webSearch'] as const;

const icons: Readonly<Record<(typeof abilities)[number], LucideIcon>> = {
  reasoning: Brain,
  tools: Wrench,
  images: Image,
  pdf: FileText,
  webSearch: Globe,
};

/** What is known of a model, quietly: how much it reads, what it costs, what it can do. */
export function ModelFacts({ model }: { readonly model: Model }) {
  const { t, i18n } = useTranslation();
  const texts = factTexts(model, t, i18n.language);
  return (
    <span className="flex flex-wrap items-center gap-x-2 text-xs text-muted tabular-nums">
      {texts.map(({ short, long }) => (
        <span key={long} title={long}>
          {short}
        </span>
      ))}
      {/* Said by the row's description. */}
      <span aria-hidden className="flex items-center gap-1">
        {abilities.map((ability) => {
          const Icon = icons[ability];
          return model.abilities[ability] === true ? (
            <span key={ability} title={t(`model.abilities.${ability}`)}>
              <Icon className="size-3.5" />
            </span>
          ) : null;
        })}
      </span>
    </span>
  );
}

/** The same as one sentence, for whoever listens. */
export function useDescribeModel(): (model: Model) => string {
  const { t, i18n } = useTranslation();
  return (model) =>
    [
      ...factTexts(model, t, i18n.language).map(({ long }) => long),
      ...abilities
        .filter((ability) => model.abilities[ability] === true)
        .map((ability) => t(`model.abilities.${ability}`)),
    ].join(', ');
}

function factTexts(
  { contextWindow, price }: Model,
  t: TFunction,
  language: string,
): readonly { readonly short: string; readonly long: string }[] {
  const dollars = (value: number) => dollarText(value, language);
  const isFree = price?.input === 0 && price.output === 0;
  return [
    ...(contextWindow === undefined
      ? []
      : [
          {
            short: t('model.context', { amount: compactText(contextWindow, language) }),
            long: t('model.contextLong', { amount: contextWindow.toLocaleString(language) }),
          },
        ]),
    ...(price === undefined
      ? []
      : isFree
        ? [{ short: t('model.free'), long: t('model.free') }]
        : [
            {
              short: `${dollars(price.input)} / ${dollars(price.output)}`,
              long: t('model.price', {
                input: dollars(price.input),
                output: dollars(price.output),
              }),
            },
          ]),
  ];
}

/** `200K`, `1.05M` */
function compactText(tokens: number, language: string): string {
  return new Intl.NumberFormat(language, {
    notation: 'compact',
    maximumSignificantDigits: 3,
  }).format(tokens);
}

function dollarText(value: number, language: string): string {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 4,
    minimumFractionDigits: 2,
    trailingZeroDisplay: 'stripIfInteger',
  }).format(value);
}
