/** One line of the result. */
export interface Row {
  readonly id: string;
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  readonly goal: string;
  readonly met: boolean;
  /** What the figure was made of. */
  readonly detail: string;
}

export interface Bench {
  readonly id: string;
  readonly description: string;
  run(): Promise<readonly Row[]>;
}
