/** Where a result is not what its tool said it would be. */
export interface OutputProblem {
  /** A JSON pointer into the result. */
  readonly at: string;
  /** The word of the schema that is not met. */
  readonly keyword: string;
}

const maxProblems = 20;

/** What one schema says of one value. Without problems it is met only if the verdict is sure. */
export interface Verdict {
  readonly problems: readonly OutputProblem[];
  readonly isSure: boolean;
}

export const met: Verdict = { problems: [], isSure: true };
export const unsure: Verdict = { problems: [], isSure: false };

export function failed(at: string, keyword: string): Verdict {
  return { problems: [{ at, keyword }], isSure: true };
}

export function isBroken({ problems }: Verdict): boolean {
  return problems.length > 0;
}

export function isSurelyMet({ problems, isSure }: Verdict): boolean {
  return isSure && problems.length === 0;
}

/** All of them hold. */
export function all(verdicts: readonly Verdict[]): Verdict {
  const problems: OutputProblem[] = [];
  let isSure = true;
  for (const verdict of verdicts) {
    isSure &&= verdict.isSure;
    for (const problem of verdict.problems)
      if (problems.length < maxProblems) problems.push(problem);
  }
  if (problems.length > 0) return { problems, isSure };
  return isSure ? met : unsure;
}

export function below(at: string, name: string): string {
  return `${at}/${name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
