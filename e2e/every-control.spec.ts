import { testEveryControl } from './support/keyboard/test-every-control.ts';
import { test } from './support/test.ts';

/** Two of the six walks of `soak/every-control.spec.ts`, without axe, which others ask place by place. */
test.describe.configure({ mode: 'parallel' });

testEveryControl({
  language: 'en',
  viewport: { width: 1024, height: 700 },
  colorScheme: 'light',
  usesAxe: false,
});
testEveryControl({
  language: 'de',
  viewport: { width: 390, height: 844 },
  colorScheme: 'dark',
  usesAxe: false,
});
