import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { modelRefSchema } from './conversations.ts';
import { isHeaderValue, maxHeaders, repeatedHeader } from '../custom-headers.ts';
import { customProviderSchema } from './custom-provider.ts';
import { effortSchema } from './effort.ts';
import { timeSchema } from './ids.ts';
import { wireErrorSchema } from './message.ts';
import { isKey } from '../is-key.ts';
import { highestTemperature, maxPrice } from '../limits.ts';

/** Where a key is. It never leaves the core; the page sees this and the last four characters. */
export const keyStatusSchema = z.object({
  set: z.boolean(),
  last4: z.string().optional(),
  place: z.enum(['environment', 'session', 'encrypted-file', 'plain-file', 'keychain']).optional(),
  /** There when it is not used: it belongs to this address, and the provider is asked at another. */
  forOrigin: z.string().optional(),
});
export type KeyStatus = Readonly<z.infer<typeof keyStatusSchema>>;

export const providerInfoSchema = z.object({
  id: z.string(),
  name: z.string(),
  /**
   * `built-in` came with Tina and asks nobody; `local` is a server on this machine, ready when it answers;
   * `custom` is one the person described, and may take a key or none.
   */
  kind: z.enum(['vendor', 'built-in', 'local', 'custom']),
  needsKey: z.boolean(),
  /** Where its vendor hands out keys. */
  keyPage: z.url({ protocol: /^https$/ }).optional(),
  key: keyStatusSchema,
  /** All that are kept; where one is refused or at its limit, the next is used. */
  keys: z
    .array(
      z.object({
        ...keyStatusSchema.shape,
        id: z.string(),
        /** Refused or at its limit, and not used before. */
        asideUntil: timeSchema.optional(),
      }),
    )
    .readonly(),
  /** null: this provider has no address to set. */
  baseUrl: z
    .object({ value: z.string(), from: z.enum(['default', 'environment', 'settings']) })
    .nullable(),
  /** Of a custom one: what is sent along with every request. The values never leave the core. */
  headers: z
    .object({
      names: z.array(z.string()).readonly(),
      /** Every value is there. */
      set: z.boolean(),
      /** There when they are not sent: they belong to this address, and the provider is asked at another. */
      forOrigin: z.string().optional(),
    })
    .optional(),
  /** Of a custom one: the models its person named. */
  namedModels: z.array(z.string()).readonly().optional(),
  /** It can be asked now. */
  ready: z.boolean(),
});
export type ProviderInfo = Readonly<z.infer<typeof providerInfoSchema>>;

const dollars = z.number().nonnegative().max(maxPrice);

/** US dollars per million tokens. What is absent is not known, except as said. */
export const priceSchema = z.object({
  input: dollars,
  output: dollars,
  /** Of input the vendor has read before; absent: as `input`. */
  cacheRead: dollars.optional(),
  /** Of input it keeps for later; absent: as `input`. */
  cacheWrite: dollars.optional(),
  /** Of requests whose input is longer than this: everything in them costs this much instead. */
  long: z
    .object({
      above: z.number().positive(),
      input: dollars,
      output: dollars,
      cacheRead: dollars.optional(),
      cacheWrite: dollars.optional(),
    })
    .optional(),
});
export type Price = Readonly<z.infer<typeof priceSchema>>;

export const modelSchema = z.object({
  provider: z.string(),
  id: z.string(),
  name: z.string(),
  /** Tokens; absent when unknown. */
  contextWindow: z.number().optional(),
  maxOutputTokens: z.number().optional(),
  abilities: z.object({
    tools: z.boolean(),
    reasoning: z.boolean(),
    images: z.boolean(),
    pdf: z.boolean(),
    /** The levels it takes; absent: thinking is only on or off. */
    efforts: z.array(effortSchema).readonly().optional(),
    /**
     * What comes of telling it not to think; absent: `none`, it does not. `least`: it thinks as much as the first of
     * its levels. `usual`: as much as it does by itself.
     */
    reasoningOff: z.enum(['none', 'least', 'usual']).optional(),
    /** It takes a temperature. */
    temperature: z.boolean().optional(),
    /** The highest it takes; absent: as high as there is. */
    maxTemperature: z.number().positive().max(highestTemperature).optional(),
    /** Its vendor can search the web for it. */
    webSearch: z.boolean().optional(),
  }),
  /** Absent: unknown. */
  price: priceSchema.optional(),
});
export type Model = Readonly<z.infer<typeof modelSchema>>;

/** Where a new key may be kept; `plain-file` only if the person agreed to it on the page. */
export const keyPlaces = ['session', 'encrypted-file', 'plain-file', 'keychain'] as const;

const providerId = z.string().min(1).max(64);
const keyId = z.string().regex(/^[1-8]$/);
const keySchema = z
  .string()
  .max(4096)
  .trim()
  .min(1)
  .refine(isKey, 'A key has no spaces and only plain characters.');
const baseUrlSchema = z.url({ protocol: /^https?$/ }).max(2048);
const customId = customProviderSchema.shape.id;
const customName = customProviderSchema.shape.name;
const headerName = customProviderSchema.shape.headers.element;
const namedModels = customProviderSchema.shape.models;
const headerValue = z
  .string()
  .trim()
  .refine(isHeaderValue, 'The value of a header has plain characters only.');
const newHeader = z.strictObject({ name: headerName, value: headerValue });
/** One without a value keeps the one it has. */
const givenHeader = newHeader.partial({ value: true });

/** Of two headers of one name only one would be sent. */
function distinct<Header extends typeof newHeader | typeof givenHeader>(header: Header) {
  return z
    .array(header)
    .max(maxHeaders)
    .check(({ value, issues }) => {
      const index = repeatedHeader(value.map(({ name }) => name));
      if (index === -1) return;
      issues.push({
        code: 'custom',
        input: value,
        path: [index, 'name'],
        message: 'This header is there twice.',
      });
    });
}
const givenHeaders = distinct(givenHeader).readonly();

export const providersContract = {
  list: oc.output(
    z.object({
      providers: z.array(providerInfoSchema).readonly(),
      /** Where keys can be kept on this machine, the safest first. */
      keyPlaces: z.array(z.enum(keyPlaces)).readonly(),
      /** What a conversation without a model of its own uses. */
      defaultModel: modelRefSchema.nullable(),
    }),
  ),
  /** Counts the changes of keys, whoever made them; the first comes at once. */
  watchKeys: oc.output(eventIterator(z.object({ changes: z.number().int() }))),
  /** Live lists where the vendor answers, else the shipped ones, said per provider; and who is asked by default then. */
  models: oc.input(z.strictObject({ refresh: z.boolean().default(false) })).output(
    z.object({
      models: z.array(modelSchema).readonly(),
      sources: z
        .array(
          z.object({
            provider: z.string(),
            /** `named`: by its person, as its server lists none. */
            source: z.enum(['live', 'named', 'shipped', 'built-in']),
            error: wireErrorSchema.optional(),
          }),
        )
        .readonly(),
      defaultModel: modelRefSchema.nullable(),
    }),
  ),
  /** A server that speaks like OpenAI. Its key can also be set later, like any other's. */
  addCustom: oc
    .input(
      z.strictObject({
        name: customName,
        baseUrl: baseUrlSchema,
        headers: distinct(newHeader).default([]),
        models: namedModels,
        key: keySchema.optional(),
        /** Of the key and the headers' values; needed where there are some. */
        place: z.enum(keyPlaces).default('session'),
      }),
    )
    .output(providerInfoSchema),
  /** Changes what is named. Headers and models replace all there were; a header without a value keeps the one it has. */
  updateCustom: oc
    .input(
      z.strictObject({
        id: customId,
        name: customName.optional(),
        baseUrl: baseUrlSchema.optional(),
        headers: givenHeaders.optional(),
        models: namedModels.unwrap().optional(),
        place: z.enum(keyPlaces).default('session'),
      }),
    )
    .output(providerInfoSchema),
  /** With its key and its headers. */
  removeCustom: oc
    .input(z.strictObject({ id: customId }))
    .output(z.object({ removed: z.boolean() })),
  /**
   * Asks the vendor whether key and address work, with those given or else those kept. Headers and models are those
   * of a custom one, as in `updateCustom`.
   */
  check: oc
    .input(
      z.strictObject({
        provider: providerId,
        key: keySchema.optional(),
        baseUrl: baseUrlSchema.optional(),
        headers: givenHeaders.optional(),
        models: namedModels.unwrap().optional(),
      }),
    )
    .output(z.object({ ok: z.boolean(), error: wireErrorSchema.optional() })),
  setKey: oc
    .input(
      z.strictObject({
        provider: providerId,
        key: keySchema,
        place: z.enum(keyPlaces),
        /** Beside the others; else it replaces the one with that id, or the first. */
        add: z.boolean().default(false),
        id: keyId.optional(),
        /**
         * Of the address that whoever gives the key believes it is for: refused with `conflict` if the provider is
         * asked at another now. null: it has no address.
         */
        forOrigin: z.string().max(2048).nullable().optional(),
      }),
    )
    .output(keyStatusSchema),
  /** Without an id all of them. */
  removeKey: oc
    .input(z.strictObject({ provider: providerId, id: keyId.optional() }))
    .output(keyStatusSchema),
};
