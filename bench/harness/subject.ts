/** Addresses and folders a subject works with. */
export type Setup = Readonly<Record<string, string>>;

/** What is measured: the same work at any size. Lives in a process of its own for all its rounds. */
export interface Subject {
  /** What one round needs; not measured. */
  prepare?(n: number): Promise<void>;
  /** Numbers it returns are kept beside the CPU time. */
  run(n: number): Promise<Figures | void>;
  /** Throws if the round did not do its work; not measured. */
  check?(n: number): void;
  close?(): Promise<void>;
}

export type Figures = Readonly<Record<string, number>>;

/** What a file under subjects/ exports as `subjects`. */
export type Subjects = Readonly<Record<string, (setup: Setup) => Promise<Subject>>>;

export interface Measurement {
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly figures: Figures;
}
