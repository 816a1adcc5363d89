import type {
  Reference,
  ServerConfig,
  ServerInput,
  ServerText,
} from '../../../../shared/contract/mcp-server.ts';

export type TextPart = string | Reference;

/** A text as a row of parts, whichever of its three forms it has. */
export function partsOf(text: ServerText): readonly TextPart[] {
  if (typeof text === 'string') return text === '' ? [] : [text];
  return isRow(text) ? text : [text];
}

/** Every text that decides what runs or where it is asked, with the field it stands in. */
export function textsOf({ transport }: Pick<ServerConfig, 'transport'>): readonly {
  readonly field: string;
  readonly text: ServerText;
}[] {
  const named = (group: string, record: Readonly<Record<string, ServerText>>) =>
    Object.entries(record).map(([name, text]) => ({ field: `${group}.${name}`, text }));
  if (transport.type === 'http')
    return [{ field: 'url', text: transport.url }, ...named('header', transport.headers)];
  const { command, args, env, envFile, cwd } = transport;
  return [
    { field: 'command', text: command },
    ...args.map((text, index) => ({ field: `arg.${index + 1}`, text })),
    ...named('env', env),
    ...(envFile === undefined ? [] : [{ field: 'envFile', text: envFile }]),
    ...(cwd === undefined ? [] : [{ field: 'cwd', text: cwd }]),
  ];
}

/** The values of an input of several that is the whole text, each an argument of its own; undefined: it is no such. */
export function severalIn(
  text: ServerText,
  inputs: readonly ServerInput[],
): readonly string[] | undefined {
  const [part, ...others] = partsOf(text);
  if (others.length > 0 || typeof part !== 'object' || !('input' in part)) return undefined;
  const input = inputs.find(({ id }) => id === part.input);
  const value = input?.value ?? input?.default;
  return input?.multiple === true && typeof value === 'string' ? linesOf(value) : undefined;
}

export function linesOf(value: string): readonly string[] {
  return value.split('\n').filter((line) => line.trim() !== '');
}

export function referencesOf(config: Pick<ServerConfig, 'transport'>): readonly Reference[] {
  return textsOf(config).flatMap(({ text }) =>
    partsOf(text).filter((part) => typeof part !== 'string'),
  );
}

function isRow(text: Exclude<ServerText, string>): text is readonly TextPart[] {
  return Array.isArray(text);
}
