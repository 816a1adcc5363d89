import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

const base64 = z.string().regex(/^[A-Za-z0-9_-]*$/);
const sealedSchema = z.object({
  nonce: base64.length(16),
  tag: base64.length(22),
  data: base64.max(64 * 1024),
});
type Sealed = Readonly<z.infer<typeof sealedSchema>>;

const isPowerOfTwo = (value: number) => Number.isInteger(Math.log2(value));
/** Bounded, so that a tampered file cannot make the start take hours or all memory. */
const kdfSchema = z.object({
  name: z.literal('scrypt'),
  cost: z
    .number()
    .int()
    .min(2)
    .max(2 ** 18)
    .refine(isPowerOfTwo),
  blockSize: z.number().int().min(1).max(16),
  parallelization: z.number().int().min(1).max(4),
  salt: base64.min(20).max(100),
});
type KeyDerivation = Readonly<z.infer<typeof kdfSchema>>;

const fileSchema = z.object({
  version: z.literal(1),
  kdf: kdfSchema,
  /** Sealed under the same key, so that a wrong passphrase shows even when nothing is kept yet. */
  check: sealedSchema,
  secrets: z.record(z.string(), sealedSchema),
});

interface OpenVault {
  readonly secrets: ReadonlyMap<string, string>;
  /** At least one entry, or the passphrase, does not fit. */
  readonly damaged: boolean;
  /** The whole file with these secrets in it. */
  seal(secrets: ReadonlyMap<string, string>): string;
}

/** The names in it, which are not secret; undefined if it is not such a file. */
export function sealedNames(text: string): readonly string[] | undefined {
  const file = parseFile(text);
  return file === undefined ? undefined : Object.keys(file.secrets);
}

/** Interactive-grade: 64 MiB and some 150 ms, once a start. */
export const interactiveCost = 2 ** 16;

/** Opens `text`, or starts an empty vault under the passphrase; undefined if it cannot be opened at all. */
export async function openVault(
  text: string | undefined,
  passphrase: string,
  costOfNew: number,
): Promise<OpenVault | undefined> {
  const file = text === undefined ? undefined : parseFile(text);
  if (text !== undefined && file === undefined) return undefined;
  const kdf = file?.kdf ?? newKeyDerivation(costOfNew);
  const key = await deriveKey(passphrase, kdf);
  if (file !== undefined && unseal(key, checkName, file.check) === undefined) return undefined;

  const opened = Object.entries(file?.secrets ?? {}).map(
    ([name, sealed]) => [name, unseal(key, name, sealed)] as const,
  );
  return {
    secrets: new Map(
      opened.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
    ),
    damaged: opened.some(([, value]) => value === undefined),
    seal(secrets) {
      const sealed = Object.fromEntries(
        [...secrets].map(([name, value]) => [name, seal(key, name, value)]),
      );
      return `${JSON.stringify({ version: 1, kdf, check: seal(key, checkName, ''), secrets: sealed }, null, 2)}\n`;
    },
  };
}

/** No secret can have this name: the names of the others are not empty. */
const checkName = '';

function parseFile(text: string): z.infer<typeof fileSchema> | undefined {
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function newKeyDerivation(cost: number): KeyDerivation {
  return {
    name: 'scrypt',
    cost,
    blockSize: 8,
    parallelization: 1,
    salt: randomBytes(16).toString('base64url'),
  };
}

async function deriveKey(passphrase: string, kdf: KeyDerivation): Promise<Buffer> {
  const { cost, blockSize, parallelization } = kdf;
  const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);
  return derive(passphrase.normalize('NFC'), Buffer.from(kdf.salt, 'base64url'), 32, {
    cost,
    blockSize,
    parallelization,
    maxmem: 256 * cost * blockSize + 1024 * 1024,
  });
}

/** The name is authenticated too, so that one secret cannot be passed off as another. */
function seal(key: Buffer, name: string, value: string): Sealed {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(`tina-secret-1:${name}`));
  const data = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return {
    nonce: nonce.toString('base64url'),
    tag: cipher.getAuthTag().toString('base64url'),
    data: data.toString('base64url'),
  };
}

function unseal(key: Buffer, name: string, { nonce, tag, data }: Sealed): string | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(`tina-secret-1:${name}`));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([
      decipher.update(Buffer.from(data, 'base64url')),
      decipher.final(),
    ]).toString('utf8');
  } catch {
    return undefined;
  }
}
