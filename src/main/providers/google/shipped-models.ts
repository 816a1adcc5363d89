import type { Model, Price } from '../../../shared/contract/providers.ts';
import { abilitiesOf } from './abilities.ts';
import { vendor } from './vendor.ts';

/**
 * As of 2026-11-21, from the model and price pages at ai.google.dev and docs.cloud.google.com; what those do not say
 * for certain is left out. Some prices are introductory: those of Argon and Carbon hold until 2026-11-30, those of 3.7
 * and 3.8 Flash until 2026-12-31, and double then. Shown until the vendor's own list is there. The first is the
 * default; it is also the newest one that a key without billing may use.
 */
export const shippedModels: readonly Model[] = [
  model('gemini-4-hydrogen', 'Gemini 4 Hydrogen', { input: 1.5, output: 7.5, cacheRead: 0.075 }),
  model('gemini-4-neon', 'Gemini 4 Neon', { input: 3, output: 15 }),
  model('gemini-4-carbon', 'Gemini 4 Carbon', { input: 2, output: 10, cacheRead: 0.1 }),
  model('gemini-4-argon', 'Gemini 4 Argon', { input: 2, output: 10, cacheRead: 0.1 }),
  model('gemini-3.8-flash', 'Gemini 3.8 Flash', { input: 0.75, output: 3.75, cacheRead: 0.075 }),
  model('gemini-3.7-flash', 'Gemini 3.7 Flash', { input: 0.75, output: 3.75, cacheRead: 0.075 }),
  model('gemini-3.6-flash', 'Gemini 3.6 Flash'),
  model('gemini-3.5-flash', 'Gemini 3.5 Flash', { input: 1.5, output: 9, cacheRead: 0.15 }),
  model('gemini-3.5-flash-lite', 'Gemini 3.5 Flash-Lite', {
    input: 0.3,
    output: 2.5,
    cacheRead: 0.03,
  }),
  model('gemini-3.1-pro-preview', 'Gemini 3.1 Pro Preview', {
    input: 2,
    output: 12,
    cacheRead: 0.2,
    long: { above: 200_000, input: 4, output: 18, cacheRead: 0.4 },
  }),
  model('gemini-3.1-flash-lite', 'Gemini 3.1 Flash-Lite', {
    input: 0.25,
    output: 1.5,
    cacheRead: 0.025,
  }),
];

/** All of them have the same limits. */
function model(id: string, name: string, price?: Price): Model {
  return {
    provider: vendor.id,
    id,
    name,
    contextWindow: 1_048_576,
    maxOutputTokens: 65_536,
    abilities: abilitiesOf(id),
    ...(price === undefined ? {} : { price }),
  };
}
