import {
  CircleCheck,
  CircleDashed,
  CircleOff,
  CircleX,
  Hourglass,
  KeyRound,
  Loader,
  ShieldQuestion,
  TriangleAlert,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ServerStatus } from '../../shared/contract/mcp-events.ts';
import { classNames } from '../ui/class-names.ts';

const looks = {
  disabled: { icon: CircleOff, color: 'text-muted' },
  stopped: { icon: CircleDashed, color: 'text-muted' },
  starting: { icon: Loader, color: 'text-muted' },
  needs_consent: { icon: ShieldQuestion, color: 'text-warning' },
  needs_auth: { icon: KeyRound, color: 'text-warning' },
  ready: { icon: CircleCheck, color: 'text-success' },
  degraded: { icon: TriangleAlert, color: 'text-warning' },
  backoff: { icon: Hourglass, color: 'text-warning' },
  failed: { icon: CircleX, color: 'text-danger' },
  stopping: { icon: Loader, color: 'text-muted' },
} as const;

/** In words, with a sign and a colour for whoever only glances. */
export function ServerState({ state }: { readonly state: ServerStatus['state'] }) {
  const { t } = useTranslation();
  const { icon: Icon, color } = looks[state];
  return (
    <span className={classNames('flex items-center gap-1.5 text-sm', color)}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {t(`servers.states.${state}`)}
    </span>
  );
}
