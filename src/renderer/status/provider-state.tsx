import {
  CircleCheck,
  CircleDashed,
  CircleX,
  Hourglass,
  KeyRound,
  TriangleAlert,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ProviderStatus } from '../../shared/contract/status.ts';
import { classNames } from '../ui/class-names.ts';

const looks = {
  ready: { icon: CircleCheck, color: 'text-success' },
  limited: { icon: Hourglass, color: 'text-warning' },
  failing: { icon: TriangleAlert, color: 'text-warning' },
  unavailable: { icon: CircleX, color: 'text-danger' },
  'no-key': { icon: KeyRound, color: 'text-muted' },
  'not-found': { icon: CircleDashed, color: 'text-muted' },
} as const;

/** In words, with a sign and a colour for whoever only glances. */
export function ProviderState({ state }: Pick<ProviderStatus, 'state'>) {
  const { t } = useTranslation();
  const { icon: Icon, color } = looks[state];
  return (
    <span className={classNames('flex items-center gap-1.5 text-sm', color)}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {t(`status.states.${state}`)}
    </span>
  );
}
