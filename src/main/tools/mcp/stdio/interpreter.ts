import { posix } from 'node:path';
import type { StartFailure } from './start-failure.ts';
import { findCommand, foldersOf } from './find-command.ts';
import type { Found, Look } from './find-command.ts';

/**
 * A script whose `#!` names a program that is not there fails as if the script itself were missing,
 * or ends with 127; `npx` by its whole path does so where PATH lacks `node`.
 */
export async function checkInterpreter(
  script: Found,
  request: { readonly cwd: string; readonly environment: Readonly<Record<string, string>> },
  platform: NodeJS.Platform,
  look: Look,
): Promise<StartFailure | undefined> {
  const interpreter = interpreterOf(script.head);
  if (interpreter === undefined) return undefined;
  const found = await findCommand({ ...request, command: interpreter }, platform, look);
  if (!('failure' in found)) return undefined;
  const searched = interpreter.includes('/') ? [] : foldersOf(request.environment, platform);
  return { cause: 'interpreter-missing', path: script.path, interpreter, searched };
}

/** What `#!/bin/sh -e` and `#!/usr/bin/env -S A=b node --flag` name; undefined where it cannot be told. */
function interpreterOf(head: string): string | undefined {
  const line = /^#!([^\n]*)/.exec(head)?.[1]?.replace(/\r$/, '').trim() ?? '';
  const [program, ...words] = line.split(/\s+/);
  if (program === undefined || !posix.isAbsolute(program)) return undefined;
  if (posix.basename(program) !== 'env') return program;
  // `env` itself is where it always is; other options than `-S` may take a word with them.
  const rest = words[0] === '-S' ? words.slice(1) : words;
  const named = rest.find((word) => !word.includes('='));
  return named === undefined || named.startsWith('-') ? program : named;
}
