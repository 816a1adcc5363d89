import type { Diagnosis } from './diagnose.ts';

/** The facts of a diagnosis for a sentence, which lacks none of them even where nobody knows. */
export function wordsOf(facts: Diagnosis['facts']) {
  return {
    host: facts['host'] ?? '',
    command: facts['command'] ?? '',
    path: facts['path'] ?? '',
    folder: facts['folder'] ?? '',
    interpreter: facts['interpreter'] ?? '',
    reason: facts['reason'] ?? '',
    download: facts['download'] ?? '',
    seconds: facts['seconds'] ?? '',
    code: facts['code'] ?? '',
  };
}
