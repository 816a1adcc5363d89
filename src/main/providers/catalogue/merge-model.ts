import type { Model } from '../../../shared/contract/providers.ts';
import type { ModelOverride } from '../../../shared/contract/settings.ts';
import type { CatalogueEntry } from './catalogue.ts';

/**
 * What is known of a model: what the person says of it, else its vendor's list, else the catalogue. A list that says
 * it cannot do something often only does not say, so there the catalogue may know better.
 */
export function mergeModel(
  listed: Model,
  known: CatalogueEntry = {},
  override: ModelOverride = {},
): Model {
  const contextWindow = override.contextWindow ?? listed.contextWindow ?? known.contextWindow;
  const maxOutputTokens =
    override.maxOutputTokens ?? listed.maxOutputTokens ?? known.maxOutputTokens;
  const price = override.price ?? listed.price ?? known.price;
  return {
    provider: listed.provider,
    id: listed.id,
    name: override.name ?? listed.name,
    ...(contextWindow === undefined ? {} : { contextWindow }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    abilities: mergeAbilities(listed.abilities, known.abilities, override.abilities),
    ...(price === undefined ? {} : { price }),
  };
}

type Abilities = Model['abilities'];

function mergeAbilities(
  listed: Abilities,
  known: Partial<Abilities> = {},
  override: ModelOverride['abilities'] = {},
): Abilities {
  const either = (name: 'tools' | 'reasoning' | 'images' | 'pdf') =>
    override[name] ?? (listed[name] || known[name] === true);
  const efforts = override.efforts ?? listed.efforts ?? known.efforts;
  const reasoningOff = override.reasoningOff ?? listed.reasoningOff ?? known.reasoningOff;
  const temperature = override.temperature ?? listed.temperature ?? known.temperature;
  const maxTemperature = override.maxTemperature ?? listed.maxTemperature ?? known.maxTemperature;
  const webSearch = override.webSearch ?? listed.webSearch ?? known.webSearch;
  return {
    tools: either('tools'),
    reasoning: either('reasoning'),
    images: either('images'),
    pdf: either('pdf'),
    ...(efforts === undefined ? {} : { efforts }),
    ...(reasoningOff === undefined ? {} : { reasoningOff }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTemperature === undefined ? {} : { maxTemperature }),
    ...(webSearch === undefined ? {} : { webSearch }),
  };
}
