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
  /** Takes so long that it runs only when it is asked for by name. */
  readonly alone?: boolean;
  run(options: BenchOptions): Promise<readonly Row[]>;
}

export interface BenchOptions {
  /** How long what is measured over time is watched. */
  readonly minutes: number;
}
