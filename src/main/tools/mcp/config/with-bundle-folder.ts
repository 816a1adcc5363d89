import type { ServerConfig, ServerText } from '../../../../shared/contract/mcp-server.ts';
import { textFrom } from '../../../../shared/server-text.ts';
import { partsOf } from './server-text.ts';

/** The same, with the folder of its bundle written out: where that is, only Tina knows. */
export function withBundleFolder(config: ServerConfig, folder: string): ServerConfig {
  const { transport } = config;
  if (transport.type === 'http') return config;
  const fill = (text: ServerText) =>
    textFrom(
      partsOf(text).map((part) =>
        typeof part === 'object' && 'variable' in part && part.variable === 'bundle'
          ? folder
          : part,
      ),
    );
  const { command, args, env, envFile, cwd } = transport;
  return {
    ...config,
    transport: {
      ...transport,
      command: fill(command),
      args: args.map(fill),
      env: Object.fromEntries(Object.entries(env).map(([name, text]) => [name, fill(text)])),
      ...(envFile === undefined ? {} : { envFile: fill(envFile) }),
      ...(cwd === undefined ? {} : { cwd: fill(cwd) }),
    },
  };
}
