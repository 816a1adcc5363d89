import type { Model } from '../../shared/contract/providers.ts';
import type { ModelRequest } from './provider.ts';

/** The request without what the model cannot do: a vendor would refuse it, and not answer. */
export function fitRequest<Request extends Omit<ModelRequest, 'messages'>>(
  request: Request,
  model: Pick<Model, 'abilities' | 'maxOutputTokens'> | undefined,
): Request {
  const { effort, temperature, maxOutputTokens, webSearch, ...rest } = request;
  const { efforts, temperature: hasTemperature, webSearch: hasWebSearch } = model?.abilities ?? {};
  const most = Math.min(maxOutputTokens ?? Infinity, model?.maxOutputTokens ?? Infinity);
  const fitted = {
    ...rest,
    ...(effort !== undefined && efforts?.includes(effort) === true ? { effort } : {}),
    ...(temperature !== undefined && hasTemperature === true ? { temperature } : {}),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens: most }),
    ...(webSearch === true && hasWebSearch === true ? { webSearch } : {}),
  };
  // The same fields, or fewer of those that may be missing.
  return fitted as Request;
}
