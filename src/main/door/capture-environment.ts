export interface CapturedEnvironment {
  /** Everything but the passphrase. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly passphrase: string | undefined;
  /** The values that must never be logged. */
  readonly secrets: readonly string[];
}

/**
 * Takes the keys and the passphrase out of this process's environment, so that no child inherits
 * them, and hands them to whoever may have them.
 */
export function captureEnvironment(
  processEnvironment: Record<string, string | undefined>,
): CapturedEnvironment {
  const { TINA_PASSPHRASE: passphrase, ...environment } = processEnvironment;
  const secrets = passphrase === undefined || passphrase === '' ? [] : [passphrase];
  delete processEnvironment['TINA_PASSPHRASE'];
  for (const [name, value] of Object.entries(environment)) {
    if (!isKeyName.test(name)) continue;
    delete processEnvironment[name];
    if (value !== undefined && value !== '') secrets.push(value);
  }
  return {
    environment: Object.freeze(environment),
    passphrase: passphrase === '' ? undefined : passphrase,
    secrets,
  };
}

const isKeyName = /_(?:API_KEY|AUTH_TOKEN)$/i;
