import type { Settings } from '../../../shared/contract/settings.ts';
import { Section } from '../section.tsx';
import { FallbacksSetting } from './fallbacks-setting.tsx';
import { RetrySetting } from './retry-setting.tsx';

/** What happens to a request that fails. */
export function RequestsSection({ settings }: { readonly settings: Settings }) {
  return (
    <Section name="requests">
      <RetrySetting retry={settings.retry} />
      <FallbacksSetting fallbacks={settings.fallbacks} />
    </Section>
  );
}
