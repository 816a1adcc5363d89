import type { Model } from '../../../shared/contract/providers.ts';
import { abilitiesOf } from './abilities.ts';
import { vendor } from './vendor.ts';

/**
 * As of 2026-11-21: the models for chats whose end is not announced, from the model pages at ai.google.dev and
 * docs.cloud.google.com. Shown until the vendor's own list is there. The first is the default; it is the newest one
 * that a key without billing may use.
 */
export const shippedModels: readonly Model[] = [
  model('gemini-4-hydrogen', 'Gemini 4 Hydrogen'),
  model('gemini-4-neon', 'Gemini 4 Neon'),
  model('gemini-4-carbon', 'Gemini 4 Carbon'),
  model('gemini-4-argon', 'Gemini 4 Argon'),
  model('gemini-3.8-flash', 'Gemini 3.8 Flash'),
  model('gemini-3.7-flash', 'Gemini 3.7 Flash'),
  model('gemini-3.6-flash', 'Gemini 3.6 Flash'),
  model('gemini-3.5-flash', 'Gemini 3.5 Flash'),
  model('gemini-3.5-flash-lite', 'Gemini 3.5 Flash-Lite'),
  model('gemini-3.1-pro-preview', 'Gemini 3.1 Pro Preview'),
  model('gemini-3.1-flash-lite', 'Gemini 3.1 Flash-Lite'),
];

/** All of them have the same limits. */
function model(id: string, name: string): Model {
  return {
    provider: vendor.id,
    id,
    name,
    contextWindow: 1_048_576,
    maxOutputTokens: 65_536,
    abilities: abilitiesOf(id),
  };
}
