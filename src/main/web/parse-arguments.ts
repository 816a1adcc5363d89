import { parseArgs } from 'node:util';
import { AppError } from '../../shared/errors.ts';

/** TINA on a telephone's keys. */
const defaultPort = 8462;

const usage = 'Usage: npm run start:web -- [--port N] [--data-dir DIR] [--no-open] [--passphrase]';

interface WebArguments {
  readonly port: number;
  readonly dataDir: string | undefined;
  readonly open: boolean;
  /** Ask for one even if nothing is encrypted yet. */
  readonly passphrase: boolean;
}

export function parseArguments(argv: readonly string[]): WebArguments {
  const values = readArguments(argv);
  const port = values.port === undefined ? defaultPort : Number(values.port);
  if (!/^\d{1,5}$/.test(values.port ?? '0') || port > 65_535) {
    throw new AppError(
      'invalid-input',
      `--port takes a number from 0 to 65535; 0 means any free one. ${usage}`,
    );
  }
  if (values['data-dir'] === '')
    throw new AppError('invalid-input', `--data-dir takes a folder. ${usage}`);
  return {
    port,
    dataDir: values['data-dir'],
    open: values['no-open'] !== true,
    passphrase: values.passphrase === true,
  };
}

function readArguments(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        'no-open': { type: 'boolean' },
        passphrase: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new AppError(
      'invalid-input',
      `${error instanceof Error ? error.message : 'Unknown option.'} ${usage}`,
      {
        cause: error,
      },
    );
  }
}
