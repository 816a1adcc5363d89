import type { AppError } from '../../shared/errors.ts';
import type { Words } from './words.ts';

/** Why the app could not start, for a dialog of the system. English is the error's own sentence. */
export function sayStartFailure(error: AppError, words: Words, dataDir: string): string {
  if (words.language === 'en') return error.message;
  switch (error.code) {
    case 'conflict': {
      const pid = error.details?.['pid'];
      const process = typeof pid === 'number' ? ` (Prozess ${pid})` : '';
      return `Tina läuft schon${process}, antwortet hier aber nicht. Beende sie bitte und versuche es noch einmal.`;
    }
    case 'invalid-input':
      return `Tina braucht einen Ordner für sich; in ${dataDir} liegt anderes, oder andere nutzen ihn mit. Nenne einen neuen oder leeren.`;
    case 'database-newer':
      return 'Diese Unterhaltungen wurden zuletzt mit einer neueren Version von Tina benutzt. Nichts wurde verändert; aktualisiere Tina, um sie zu öffnen.';
    case 'disk-full':
      return 'Der Datenträger ist voll. Alles, was bisher gespeichert ist, ist sicher. Schaffe etwas Platz und versuche es dann noch einmal.';
    case 'storage-failed':
      return `Was im Datenordner ${dataDir} liegt, kann Tina gerade nicht lesen oder schreiben. Was gespeichert ist, ist unberührt.`;
    default:
      return error.message;
  }
}
