import { AppError } from '../../../../shared/errors.ts';
import { withVisible } from '../../../../shared/hidden-characters.ts';

/** It is no zip, or not all of one, or packed in a way that bundles are not. */
export function unreadable(cause?: unknown): AppError {
  return new AppError(
    'invalid-input',
    'This file is damaged or is no bundle. Get it again from where it came from.',
    { situation: 'bundle-unreadable', ...(cause === undefined ? {} : { cause }) },
  );
}

export function encrypted(): AppError {
  return new AppError(
    'invalid-input',
    'This bundle is encrypted, which no bundle should be. Ask its makers for one that is not.',
    { situation: 'bundle-encrypted' },
  );
}

export function tooLarge(): AppError {
  return new AppError(
    'too-large',
    'This bundle is larger than Tina takes, packed or unpacked. Ask its makers for a smaller one.',
    { situation: 'bundle-too-large' },
  );
}

const refusals = {
  'bundle-path-outside': (entry: string) =>
    `This bundle was refused: “${entry}” would lie outside of its folder. Do not use it.`,
  'bundle-name-refused': (entry: string) =>
    `This bundle was refused: “${entry}” cannot be the name of a file everywhere. Ask its makers for another one.`,
  'bundle-link': (entry: string) =>
    `This bundle was refused: “${entry}” is a link or a device and no file. Ask its makers for one without.`,
  'bundle-name-twice': (entry: string) =>
    `This bundle was refused: “${entry}” is in it twice, or differs from another name in capital letters only. Ask its makers for another one.`,
} as const;

export type Refusal = keyof typeof refusals;

/** `name` as the zip has it, whatever is in it. */
export function refused(situation: Refusal, name: string): AppError {
  const entry = withVisible(name.slice(0, 200));
  return new AppError('invalid-input', refusals[situation](entry), {
    situation,
    details: { entry },
  });
}

/** `field` of `manifest.json`, as `server.mcp_config.command`. */
export function manifestBroken(field: string): AppError {
  const shown = withVisible(field.slice(0, 200));
  return new AppError(
    'invalid-input',
    `Tina cannot use what manifest.json of this bundle says in “${shown}”. Ask its makers for another one.`,
    { situation: 'bundle-manifest-broken', details: { field: shown } },
  );
}
