import type { TFunction } from 'i18next';

/** What a person calls a part of a server's configuration: `arg.2`, `env.TOKEN`, `header.authorization`. */
export function fieldName(field: string, t: TFunction): string {
  const [, group = '', name = ''] = /^(arg|env|header|input)\.(.+)$/s.exec(field) ?? [];
  switch (group) {
    case 'arg':
      return t('servers.fields.arg', { name });
    case 'env':
      return t('servers.fields.env', { name });
    case 'header':
      return t('servers.fields.header', { name });
    case 'input':
      return t('servers.fields.input', { name });
    default:
      break;
  }
  switch (field) {
    case 'command':
    case 'cwd':
    case 'envFile':
    case 'url':
      return t(`servers.fields.${field}`);
    default:
      return field;
  }
}
