import type { Model } from '../../shared/contract/providers.ts';
import type { ModelRequest } from './provider.ts';

/** What a person can choose of a request and not every model takes. */
export type RequestOptions = Pick<
  ModelRequest,
  'effort' | 'temperature' | 'maxOutputTokens' | 'webSearch'
>;

/** Those that the model takes, as far as it takes them: with others a vendor would refuse the request, and not answer. */
export function fitOptions(
  { effort, temperature, maxOutputTokens, webSearch }: RequestOptions,
  model: Pick<Model, 'abilities' | 'maxOutputTokens'> | undefined,
): RequestOptions {
  const abilities = model?.abilities;
  const most = Math.min(maxOutputTokens ?? Infinity, model?.maxOutputTokens ?? Infinity);
  const warmest = Math.min(temperature ?? Infinity, abilities?.maxTemperature ?? Infinity);
  return {
    ...(effort !== undefined && abilities?.efforts?.includes(effort) === true ? { effort } : {}),
    ...(temperature !== undefined && abilities?.temperature === true
      ? { temperature: warmest }
      : {}),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens: most }),
    ...(webSearch === true && abilities?.webSearch === true ? { webSearch } : {}),
  };
}
