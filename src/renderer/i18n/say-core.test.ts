import i18next from 'i18next';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { noticeKinds } from '../../shared/contract/app.ts';
import { errorSituations } from '../../shared/error-situations.ts';
import { AppError, errorCodes, toWire } from '../../shared/errors.ts';
import core from './core/de.json' with { type: 'json' };
import coreInEnglish from './core/en.json' with { type: 'json' };
import { sayError, sayNotice } from './say-core.ts';

beforeAll(async () => {
  await i18next.init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: {}, core: coreInEnglish } },
  });
  i18next.addResourceBundle('de', 'core', core);
});

afterEach(async () => {
  await i18next.changeLanguage('en');
});

const notice = { id: 'one', message: 'In English.', at: 0, details: {} };

/** Object.keys forgets that an object read from a file has these and no others. */
function keysOf<T extends object>(words: T): (keyof T)[] {
  return Object.keys(words) as (keyof T)[];
}

/** Plurals are one sentence. */
function sentencesIn(words: object): readonly string[] {
  return [...new Set(Object.keys(words).map((key) => key.replace(/_(?:one|other)$/, '')))];
}

test('every code, situation and kind of notice has words in every language, and there are no others', () => {
  expect(sentencesIn(core.codes)).toEqual(errorCodes);
  expect(sentencesIn(core.situations)).toEqual(errorSituations);
  expect(sentencesIn(core.notices)).toEqual(noticeKinds);
});

test('English words of the page stand for others, and have the same facts', () => {
  const placeholders = (text: string) => [...(text.match(/\{\{.+?\}\}/g) ?? [])].toSorted();
  for (const key of keysOf(coreInEnglish.situations)) {
    expect(placeholders(coreInEnglish.situations[key])).toEqual(placeholders(core.situations[key]));
  }
});

test('a time is said as that of the clock, however old the sentence is', () => {
  const retryAt = new Date(2020, 4, 3, 17, 5).getTime();
  const left = new AppError('provider-unavailable', 'In 21 seconds.', {
    situation: 'left-alone-until',
    details: { providerName: 'A', retryAt },
  });
  const vain = new AppError('retries-exhausted', 'In vain: In 21 seconds.', {
    situation: 'tried-in-vain',
    details: { providerName: 'A', attempts: 3, lastError: toWire(left) },
  });
  // Which space stands before PM differs.
  expect([left, vain].map((error) => sayError(error).replaceAll(/\s/g, ' '))).toEqual([
    'A failed so often that Tina asks it again only from May 3, 2020, 5:05 PM.',
    'A was asked 3 times without an answer. The last time: A failed so often that Tina asks it again only from May 3, 2020, 5:05 PM.',
  ]);
});

test('also where several errors are told of, a time is said as the page says times', () => {
  const later = {
    situation: 'no-room-until',
    providerName: 'A',
    retryAt: Date.UTC(2020, 4, 3, 17, 5),
  };
  const error = { code: 'rate-limited', message: 'From 17:05 UTC.', details: later };
  const all = [
    new AppError('provider-failed', 'B failed. The substitutes could not answer either. A 1: …', {
      details: { chosenSays: 'B failed.', substitutes: [{ name: 'A 1', error }] },
    }),
    new AppError('rate-limited', '1 of 2 keys of A failed the check. Key 2: …', {
      situation: 'keys-failed',
      details: { providerName: 'A', failed: 1, all: 2, failures: [{ key: '2 (…1234)', error }] },
    }),
  ];
  const full =
    'A is getting too many requests from this key. It takes new ones again from May 3, 2020, 5:05 PM.';
  expect(all.map((each) => sayError(each).replaceAll(/\s/g, ' '))).toEqual([
    `B failed. The substitutes could not answer either. A 1: ${full}`,
    `1 of 2 keys of A failed the check. Key 2 (…1234): ${full}`,
  ]);
});

test('English is else what the core says', () => {
  expect(sayError(new AppError('conflict', 'In English.'))).toBe('In English.');
  expect(sayNotice({ ...notice, kind: 'disk-full' })).toBe('In English.');
});

describe('in German', () => {
  const german = () => i18next.changeLanguage('de-AT');

  test.each(errorCodes)(
    '%s is said without a gap, even of an error with no details',
    async (code) => {
      await german();
      const sentence = sayError(new AppError(code, 'In English.'));
      expect(sentence).not.toMatch(/In English|codes\.|\{\{|undefined/);
    },
  );

  test.each([
    ['rate-limited', {}, 'Der Anbieter bekommt zu viele Anfragen mit diesem Schlüssel.'],
    [
      'authentication-failed',
      { providerName: 'Anthropic', httpStatus: 401 },
      'Anthropic hat den Schlüssel nicht angenommen (HTTP 401).',
    ],
    [
      'timed-out',
      { situation: 'slow', providerName: 'Anthropic', seconds: 1 },
      'Anthropic hat nicht innerhalb von 1 Sekunde geantwortet.',
    ],
    [
      'timed-out',
      { situation: 'slow', providerName: 'Anthropic', seconds: 30 },
      'Anthropic hat nicht innerhalb von 30 Sekunden geantwortet.',
    ],
    [
      'rate-limited',
      {
        situation: 'no-room-until',
        providerName: 'A',
        retryAt: new Date(2020, 4, 3, 17, 5).getTime(),
      },
      'A bekommt zu viele Anfragen mit diesem Schlüssel. Neue gehen wieder ab 03.05.2020, 17:05.',
    ],
    [
      'retries-exhausted',
      {
        situation: 'tried-in-vain',
        providerName: 'A',
        attempts: 3,
        lastError: {
          code: 'timed-out',
          message: 'In English.',
          retryable: true,
          details: { situation: 'slow', providerName: 'A', seconds: 30 },
        },
      },
      'A wurde 3-mal gefragt und hat nicht geantwortet. Zuletzt: A hat nicht innerhalb von 30 Sekunden geantwortet.',
    ],
    [
      'quota-exceeded',
      { situation: 'budget-spent', couldCostUsd: 0.0501, leftUsd: 0.05, limitUsd: 0.05 },
      'könnte bis zu $\u{a0}0,06 kosten, und von deinem Budget von $\u{a0}0,05 sind noch $\u{a0}0,05 übrig',
    ],
    [
      'quota-exceeded',
      { situation: 'budget-short', couldCostUsd: 0.0501, leftUsd: 0.05, limitUsd: 0.05 },
      'eine kleinere „Längste Antwort“ oder ein günstigeres Modell, oder erhöhe das Budget',
    ],
    [
      'authentication-failed',
      {
        situation: 'keys-failed',
        providerName: 'A',
        failed: 1,
        all: 3,
        failures: [
          {
            key: '2 (…1234)',
            error: {
              code: 'authentication-failed',
              message: 'In English.',
              details: { providerName: 'A', httpStatus: 401 },
            },
          },
        ],
      },
      'nicht bestanden: 1 von 3 Schlüsseln von A. Schlüssel 2 (…1234): A hat den Schlüssel nicht angenommen (HTTP 401).',
    ],
    [
      'rate-limited',
      {
        providerName: 'A',
        chosenSays: 'In English.',
        substitutes: [
          {
            provider: 'b',
            model: 'b-1',
            name: 'B 1',
            error: {
              code: 'unknown-model',
              message: '',
              details: { providerName: 'B', model: 'b-1' },
            },
          },
          { provider: 'c', model: 'c-1', name: 'C 1', error: { code: 'stream-truncated' } },
        ],
      },
      'A bekommt zu viele Anfragen mit diesem Schlüssel. Versuche es etwas später noch einmal. Auch die Ersatzmodelle konnten nicht antworten. B 1: B kennt das Modell nicht, oder mit diesem Schlüssel geht es nicht. Gefragt war b-1. C 1: Die Antwort brach vor ihrem Ende ab.',
    ],
    ['content-refused', { situation: 'refused-because' }, 'und sagt dazu: „In English.“'],
    [
      'not-found',
      { situation: 'said-by-a-newer-version' },
      'Das gibt es hier nicht, oder nicht mehr.',
    ],
  ] as const)('%s with %j', async (code, details, sentence) => {
    await german();
    expect(sayError(new AppError(code, 'In English.', { details }))).toContain(sentence);
  });

  test('a notice says its facts', async () => {
    await german();
    const at = new Date(2020, 4, 3, 17, 5).getTime();
    const said = [
      sayNotice({ ...notice, kind: 'database-restored', details: { from: at, path: 'old/a.db' } }),
      sayNotice({ ...notice, kind: 'settings-reset', details: { fields: ['theme', 'language'] } }),
      sayNotice({ ...notice, kind: 'settings-reset' }),
      sayNotice({ ...notice, kind: 'turns-interrupted', details: { count: 1 } }),
      sayNotice({ ...notice, kind: 'turns-interrupted', details: { count: 3 } }),
    ];
    expect(said).toEqual([
      expect.stringMatching(/Sicherung vom 03\.05\.2020, 17:05 zurückgeholt.* unter old\/a\.db /),
      expect.stringContaining('ihre Voreinstellung (theme, language).'),
      expect.stringContaining('ihre Voreinstellung.'),
      expect.stringContaining('Eine Antwort wurde abgeschnitten'),
      expect.stringContaining('3 Antworten wurden abgeschnitten'),
    ]);
  });
});
