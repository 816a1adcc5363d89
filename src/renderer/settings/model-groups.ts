import type { WireError } from '../../shared/errors.ts';
import type { Model, ModelSource, ProviderInfo } from './provider-types.ts';

export interface ModelGroup {
  readonly provider: ProviderInfo;
  readonly models: readonly Model[];
  /** Set when the list is not the vendor's own. */
  readonly shipped: { readonly because: WireError | null } | null;
}

/**
 * Models under their providers, those that can be asked now first. A provider whose list could not be had stays, with
 * the reason, be it without a model.
 */
export function modelGroups(
  providers: readonly ProviderInfo[],
  models: readonly Model[],
  sources: readonly ModelSource[],
): readonly ModelGroup[] {
  return providers
    .map((provider) => ({
      provider,
      models: models.filter((model) => model.provider === provider.id),
      shipped: shippedReason(sources.find((source) => source.provider === provider.id)),
    }))
    .filter((group) => group.models.length > 0 || group.shipped?.because != null)
    .toSorted((one, other) => Number(other.provider.ready) - Number(one.provider.ready));
}

function shippedReason(source: ModelSource | undefined): ModelGroup['shipped'] {
  return source?.source === 'shipped' ? { because: source.error ?? null } : null;
}
