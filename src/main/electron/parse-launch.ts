export interface Launch {
  readonly dataDir: string | undefined;
  /** Show the quick prompt: for desktops where only they may give a shortcut to a command. */
  readonly quick: boolean;
}

/** Of a command line that Electron, Chromium and the system put things into as well. */
export function parseLaunch(argv: readonly string[]): Launch {
  const option = '--data-dir';
  const at = argv.indexOf(option);
  const joined = argv.find((part) => part.startsWith(`${option}=`))?.slice(option.length + 1);
  const dataDir = joined ?? (at === -1 ? undefined : argv[at + 1]);
  return {
    dataDir: dataDir === '' || dataDir?.startsWith('--') === true ? undefined : dataDir,
    quick: argv.includes('--quick'),
  };
}
