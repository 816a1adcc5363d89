import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { modelRefSchema } from './conversations.ts';
import {
  customProviderSchema,
  maxCustomProviders,
  maxRemovedProviders,
} from './custom-provider.ts';
import { effortSchema } from './effort.ts';
import { modelSchema, priceSchema } from './providers.ts';
import { toolKeySchema, toolRuleSchema } from './tools.ts';
import { efforts } from '../efforts.ts';
import { maxInstructionsLength } from '../limits.ts';

const seconds = z.number().min(1).max(3600);

/** How long silence is borne. Each is counted from the last byte. */
const streamTimeoutsSchema = z.object({
  /** Until the answer's headers are there. */
  connectSeconds: seconds.default(60),
  /** After this long without a byte the page says so. */
  stalledAfterSeconds: seconds.default(10),
  /** After this long without a byte the turn ends with `stream-stalled`. */
  idleSeconds: seconds.default(60),
});
/** Not `partial()`, which keeps the defaults: what is left out would be set to them. */
const streamTimeoutsPatch = z.strictObject({
  connectSeconds: seconds.exactOptional(),
  stalledAfterSeconds: seconds.exactOptional(),
  idleSeconds: seconds.exactOptional(),
});
export type StreamTimeouts = Readonly<z.infer<typeof streamTimeoutsSchema>>;

/** How the page looks; `system` follows the computer. */
const appearanceSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  contrast: z.enum(['system', 'high']).default('system'),
  /** Of the chat's text, in CSS pixels; everything else keeps its proportion to it. */
  fontSize: z.number().int().min(12).max(22).default(15),
  language: z.enum(['system', 'en', 'de']).default('system'),
});
export type Appearance = Readonly<z.infer<typeof appearanceSchema>>;
const looks = appearanceSchema.shape;
const appearancePatch = z.strictObject({
  theme: looks.theme.unwrap().exactOptional(),
  contrast: looks.contrast.unwrap().exactOptional(),
  fontSize: looks.fontSize.unwrap().exactOptional(),
  language: looks.language.unwrap().exactOptional(),
});

const quickPromptSchema = z.object({
  /** As Electron names them (`Alt+Space`); null: none. */
  shortcut: z.string().min(1).max(100).nullable().default('CommandOrControl+Shift+Space'),
  /** null: as for any new conversation. */
  model: modelRefSchema.nullable().default(null),
});
const quickPromptPatch = z.strictObject({
  shortcut: quickPromptSchema.shape.shortcut.unwrap().exactOptional(),
  model: quickPromptSchema.shape.model.unwrap().exactOptional(),
});

/** How often, and how patiently, a request that failed is made again. */
const retrySchema = z.object({
  /** In all, the first one included. */
  attempts: z.number().int().min(1).max(10).default(3),
  firstDelaySeconds: z.number().min(0).max(60).default(1),
  /** Each further delay is this many times as long. */
  factor: z.number().min(1).max(10).default(2),
  /** Up to this much is added to each delay, at random. */
  jitterSeconds: z.number().min(0).max(60).default(1),
  maxDelaySeconds: z.number().min(0).max(600).default(30),
});
const retry = retrySchema.shape;
const retryPatch = z.strictObject({
  attempts: retry.attempts.unwrap().exactOptional(),
  firstDelaySeconds: retry.firstDelaySeconds.unwrap().exactOptional(),
  factor: retry.factor.unwrap().exactOptional(),
  jitterSeconds: retry.jitterSeconds.unwrap().exactOptional(),
  maxDelaySeconds: retry.maxDelaySeconds.unwrap().exactOptional(),
});
export type RetrySettings = Readonly<z.infer<typeof retrySchema>>;

/** Answers that are kept for a request that is made again word for word. */
const cacheSchema = z.object({
  enabled: z.boolean().default(false),
  maxMegabytes: z.number().int().min(1).max(10_000).default(100),
  maxAgeHours: z.number().min(1).max(8760).default(24),
});
const cache = cacheSchema.shape;
const cachePatch = z.strictObject({
  enabled: cache.enabled.unwrap().exactOptional(),
  maxMegabytes: cache.maxMegabytes.unwrap().exactOptional(),
  maxAgeHours: cache.maxAgeHours.unwrap().exactOptional(),
});
export type CacheSettings = Readonly<z.infer<typeof cacheSchema>>;

const limitUsd = z.number().nonnegative().max(1_000_000).nullable();

/** In US dollars; null: no limit. Day and month are those of this computer's time zone. */
const budgetsSchema = z.object({
  dayUsd: limitUsd.default(null),
  monthUsd: limitUsd.default(null),
  /** From this part of a limit on, the page warns. */
  warnAtPercent: z.number().int().min(1).max(100).default(80),
});
const budgets = budgetsSchema.shape;
const budgetsPatch = z.strictObject({
  dayUsd: budgets.dayUsd.unwrap().exactOptional(),
  monthUsd: budgets.monthUsd.unwrap().exactOptional(),
  warnAtPercent: budgets.warnAtPercent.unwrap().exactOptional(),
});
export type Budgets = Readonly<z.infer<typeof budgetsSchema>>;

/** What a person knows better than the catalogue and the vendor's list. */
const modelOverrideSchema = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  contextWindow: z.number().int().positive().optional(),
  maxOutputTokens: z.number().int().positive().optional(),
  price: priceSchema.optional(),
  abilities: modelSchema.shape.abilities
    .partial()
    .extend({ efforts: z.array(effortSchema).max(efforts.length).readonly().optional() })
    .optional(),
});
export type ModelOverride = Readonly<z.infer<typeof modelOverrideSchema>>;

/** `provider/model` */
const modelKey = z.string().max(401);

const hasAtMost = (count: number) => (record: object) => Object.keys(record).length <= count;

/** The one schema of the settings file: a new field goes here, with a default. */
export const settingsSchema = z.object({
  providers: z
    .record(
      z.string().max(64),
      z.object({
        baseUrl: z
          .url({ protocol: /^https?$/ })
          .max(2048)
          .optional(),
      }),
    )
    .refine(hasAtMost(20), 'These are more providers than there can be.')
    .default({}),
  /** Not part of a patch: `providers.addCustom` and its like change them, and their secrets with them. */
  customProviders: z.array(customProviderSchema).max(maxCustomProviders).readonly().default([]),
  /** What they were called, for conversations and usage to speak of them; the latest last. Not part of a patch either. */
  removedProviders: z
    .array(customProviderSchema.pick({ id: true, name: true }))
    .max(maxRemovedProviders)
    .readonly()
    .default([]),
  /** For conversations without a model of their own; null lets Tina pick one that is ready. */
  defaultModel: modelRefSchema.nullable().default(null),
  /** Put before every conversation that has no instructions of its own. */
  systemPrompt: z.string().max(maxInstructionsLength).default(''),
  streamTimeouts: streamTimeoutsSchema.prefault({}),
  /** Exceptions by model, `provider/model`. */
  modelTimeouts: z
    .record(modelKey, streamTimeoutsPatch)
    .refine(hasAtMost(50), 'Only 50 models can have a patience of their own.')
    .default({}),
  retry: retrySchema.prefault({}),
  /** By model, `provider/model`: who is asked instead, in this order, when it cannot answer. */
  fallbacks: z
    .record(modelKey, z.array(modelRefSchema).max(5).readonly())
    .refine(hasAtMost(12), 'Only 12 models can have a substitute.')
    .default({}),
  cache: cacheSchema.prefault({}),
  budgets: budgetsSchema.prefault({}),
  /** Shown first wherever a model is chosen. */
  favouriteModels: z.array(modelRefSchema).max(25).readonly().default([]),
  /** By model, `provider/model`. */
  modelOverrides: z
    .record(modelKey, modelOverrideSchema)
    .refine(hasAtMost(25), 'Only 25 models can be described by hand.')
    .default({}),
  /** By a tool's key, where it is not the one it came with. Not part of a patch: `tools.setRule` changes it. */
  toolRules: z
    .record(toolKeySchema, toolRuleSchema)
    .refine(hasAtMost(2000), 'Only 2000 tools can have a rule of their own.')
    .default({}),
  appearance: appearanceSchema.prefault({}),
  quickPrompt: quickPromptSchema.prefault({}),
  /** Closing the window leaves Tina in the tray, with what runs. */
  closeToTray: z.boolean().default(true),
  /** A notification when a long answer is done and no window of Tina has the focus. */
  notifyWhenDone: z.boolean().default(true),
  /** The three steps of the first start were taken or skipped. */
  welcomed: z.boolean().default(false),
});
export type Settings = Readonly<z.infer<typeof settingsSchema>>;

const fields = settingsSchema.shape;
const settingsPatchSchema = z.strictObject({
  /** A provider's entry replaces the old one whole. */
  providers: fields.providers.unwrap().exactOptional(),
  defaultModel: fields.defaultModel.unwrap().exactOptional(),
  systemPrompt: fields.systemPrompt.unwrap().exactOptional(),
  streamTimeouts: streamTimeoutsPatch.exactOptional(),
  modelTimeouts: fields.modelTimeouts.unwrap().exactOptional(),
  retry: retryPatch.exactOptional(),
  /** Replaces all of them, as do favourites and overrides. */
  fallbacks: fields.fallbacks.unwrap().exactOptional(),
  cache: cachePatch.exactOptional(),
  budgets: budgetsPatch.exactOptional(),
  favouriteModels: fields.favouriteModels.unwrap().exactOptional(),
  modelOverrides: fields.modelOverrides.unwrap().exactOptional(),
  appearance: appearancePatch.exactOptional(),
  quickPrompt: quickPromptPatch.exactOptional(),
  closeToTray: z.boolean().exactOptional(),
  notifyWhenDone: z.boolean().exactOptional(),
  welcomed: z.boolean().exactOptional(),
});
export type SettingsPatch = Readonly<z.infer<typeof settingsPatchSchema>>;
/** What the core changes: custom providers and rules too, which a patch from outside must not. */
export type SettingsChange = SettingsPatch &
  Partial<Pick<Settings, 'customProviders' | 'removedProviders' | 'toolRules'>>;

export const settingsContract = {
  get: oc.output(settingsSchema),
  /** As they are now, at once and after every change, whoever made it. */
  watch: oc.output(eventIterator(settingsSchema)),
  /** Changes the fields named, returns all. */
  update: oc.input(settingsPatchSchema).output(settingsSchema),
};
