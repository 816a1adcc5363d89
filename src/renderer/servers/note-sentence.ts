import type { TFunction } from 'i18next';
import type { ImportNote } from '../../shared/contract/mcp-server.ts';
import { fieldName } from './field-name.ts';

/** What a person should know of a server that was read from somewhere. */
export function noteSentence(note: ImportNote, t: TFunction): string {
  switch (note.note) {
    case 'secret-moved':
    case 'secret-left-in':
    case 'field-kept':
    case 'secret-left-out':
    case 'value-unreadable':
      return t(`servers.notes.${note.note}`, { field: fieldName(note.field, t) });
    case 'env-refused':
    case 'header-refused':
      return t(`servers.notes.${note.note}`, { name: note.name });
    case 'input-needed':
      return t('servers.notes.input-needed', { input: fieldName(note.input, t) });
    case 'name-changed':
      return t('servers.notes.name-changed', { from: note.from });
    case 'other-registry':
      return t('servers.notes.other-registry', { url: note.url });
    case 'deprecated':
    case 'version-open':
      return t(`servers.notes.${note.note}`);
  }
}
