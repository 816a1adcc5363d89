import type { Client } from '../../shared/contract/index.ts';

export type { KeyStatus, Model, ProviderInfo } from '../../shared/contract/providers.ts';

type ProviderList = Awaited<ReturnType<Client['providers']['list']>>;
type ModelList = Awaited<ReturnType<Client['providers']['models']>>;

export type KeyPlace = ProviderList['keyPlaces'][number];
/** Where a provider's list of models comes from, and why it is not the vendor's own. */
export type ModelSource = ModelList['sources'][number];
