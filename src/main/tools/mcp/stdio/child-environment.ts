/** Marks a process as a server of ours, and whatever it starts: environments are inherited. */
export const tokenVariable = 'TINA_SERVER_TOKEN';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ChildEnvironmentOptions {
  readonly platform: NodeJS.Platform;
  /** The host's own. It holds keys, so only the names listed below are taken from it. */
  readonly own: Environment;
  /** PATH of the login shell, where it is known: a program started from a desktop has a short one. */
  readonly path: string | undefined;
  /** What the configuration says, secrets filled in. */
  readonly configured: Readonly<Record<string, string>>;
  readonly token: string;
}

/** The whole environment of a server. What is configured wins over what is inherited. */
export function childEnvironment(options: ChildEnvironmentOptions): Record<string, string> {
  const { platform, own, path, configured, token } = options;
  const windows = platform === 'win32';
  // Windows knows one variable by `Path` and `PATH`; two of them would be given to the child at random.
  const keyOf = (name: string) => (windows ? name.toUpperCase() : name);
  const chosen = new Map<string, readonly [name: string, value: string]>();
  const choose = (name: string, value: string) => chosen.set(keyOf(name), [name, value]);

  for (const [name, value] of Object.entries(own)) {
    if (value === undefined || !isInherited(keyOf(name), windows)) continue;
    // A shell function that was exported: code, not a value.
    if (!value.startsWith('()')) choose(name, value);
  }
  if (path !== undefined) choose('PATH', path);
  for (const [name, value] of Object.entries(configured)) choose(name, value);
  choose(tokenVariable, token);
  return Object.fromEntries(chosen.values());
}

/** A variable of such an environment, as its platform compares names. */
export function variableOf(
  environment: Environment,
  name: string,
  platform: NodeJS.Platform,
): string | undefined {
  if (platform !== 'win32') return environment[name];
  const found = Object.keys(environment).find((key) => key.toUpperCase() === name.toUpperCase());
  return found === undefined ? undefined : environment[found];
}

function isInherited(name: string, windows: boolean): boolean {
  if (everywhere.has(name.toUpperCase())) return true;
  return windows ? onWindows.has(name) : onPosix.has(name) || name.startsWith('LC_');
}

/** By which a server reaches the network as the host does. */
const everywhere = new Set([
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
]);

const onPosix = new Set([
  'HOME',
  'PATH',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TERM',
  'TMPDIR',
  'TZ',
  // For servers that open a browser.
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'XDG_RUNTIME_DIR',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
]);

const onWindows = new Set([
  'ALLUSERSPROFILE',
  'APPDATA',
  'COMMONPROGRAMFILES',
  'COMMONPROGRAMFILES(X86)',
  'COMPUTERNAME',
  'COMSPEC',
  'HOMEDRIVE',
  'HOMEPATH',
  'LOCALAPPDATA',
  'NUMBER_OF_PROCESSORS',
  'OS',
  'PATH',
  'PATHEXT',
  'PROCESSOR_ARCHITECTURE',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'PROGRAMFILES(X86)',
  'PUBLIC',
  'SYSTEMDRIVE',
  'SYSTEMROOT',
  'TEMP',
  'TMP',
  'USERDOMAIN',
  'USERNAME',
  'USERPROFILE',
  'WINDIR',
]);
