import { afterAll, beforeAll, describe, test } from 'vitest';
import {
  createRandom,
  damageAndOpen,
  kinds,
  makeTemplate,
} from './__fixtures__/corruption-fixtures.ts';
import type { Template } from './__fixtures__/corruption-fixtures.ts';

const runsEach = 10;
const seed = Number(process.env['SOAK_SEED'] ?? 20260101);

let template: Template;
beforeAll(async () => {
  template = await makeTemplate();
});
afterAll(() => template.remove());

describe.for(kinds.map((kind) => [kind]))('%s', ([kind]) => {
  test.for(Array.from({ length: runsEach }, (_, run) => seed + run))(
    'seed %i ends with a sound database that holds the newest good state',
    async (runSeed) => {
      if (kind !== undefined)
        await damageAndOpen(template, kind, createRandom(runSeed * 31 + kinds.indexOf(kind)));
    },
  );
});
