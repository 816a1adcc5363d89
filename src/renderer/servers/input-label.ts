import type { TFunction } from 'i18next';
import type { ServerInput } from '../../shared/contract/mcp-server.ts';

/** What an input is called: by the server, else by what it is. */
export function inputLabel(
  { id, kind, label, secret, required }: ServerInput,
  t: TFunction,
): string {
  const name =
    label !== ''
      ? label
      : secret
        ? t('servers.inputs.secret', { name: id })
        : kind === 'folder' || kind === 'file'
          ? t(`servers.inputs.${kind}`)
          : id;
  return required ? name : t('servers.inputs.optional', { name });
}
