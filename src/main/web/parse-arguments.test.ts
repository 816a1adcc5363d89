import { expect, test } from 'vitest';
import { parseArguments } from './parse-arguments.ts';

test.each([
  [[], { port: 8462, dataDir: undefined, open: true, passphrase: false }],
  [['--port', '0', '--no-open'], { port: 0, dataDir: undefined, open: false, passphrase: false }],
  [['--passphrase'], { port: 8462, dataDir: undefined, open: true, passphrase: true }],
  [
    ['--port=65535', '--data-dir', '/tmp/x'],
    { port: 65_535, dataDir: '/tmp/x', open: true, passphrase: false },
  ],
])('%j', (argv, expected) => {
  expect(parseArguments(argv)).toEqual(expected);
});

test.each([
  [['--port', '65536']],
  [['--port', '-1']],
  [['--port', '8e3']],
  [['--port', '']],
  [['--port']],
  [['--data-dir', '']],
  [['--host', '0.0.0.0']],
  [['--bind=0.0.0.0']],
  [['0.0.0.0']],
])('%j is refused with the usage', (argv) => {
  expect(() => parseArguments(argv)).toThrow(/Usage: npm run start:web/);
});
