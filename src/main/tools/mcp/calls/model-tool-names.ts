import { hash } from 'node:crypto';

/** What a server is called, on this machine. */
export interface NamedServer {
  /** Made here, and never told to a server: it cannot choose names that collide with another's. */
  readonly id: string;
  /** As the person wrote it. */
  readonly name: string;
}

export interface ServerTool {
  readonly server: string;
  readonly tool: string;
}

/** What tools are called when a model is told of them. */
export interface ModelToolNames {
  toModel(tool: ServerTool): string;
  /** Undefined: no tool of these servers has this name. */
  fromModel(name: string): ServerTool | undefined;
}

export interface ModelToolNamesOptions {
  /** All that are configured, running or not: names must not change as servers come and go. */
  readonly servers: readonly NamedServer[];
  readonly tools: Iterable<ServerTool>;
  /** SHA-256 in hexadecimal, unless a test says otherwise. */
  readonly digest?: (text: string) => string;
}

/** Vendors take no more. */
const maxLength = 64;
const maxSlugLength = 20;
const separator = '__';
const slugHashLength = 8;
const toolHashLength = 10;
/** Another hash where two are the same: neither as long as the first, nor as the 16 of `providers/tool-names.ts`. */
const longHashLength = 24;
/** What looks as if a hash had been put there, ours or that of `providers/tool-names.ts`, gets one of its own. */
const looksHashed = /_(?:[0-9a-f]{8}|[0-9a-f]{10}|[0-9a-f]{16}|[0-9a-f]{24})$/;
const foreign = /[^A-Za-z0-9_-]/g;

/**
 * `slug__tool`, as every vendor takes it: at most 64 letters, digits, `_` and `-`. A name depends on the server's id
 * and name, and on the tool's, and on nothing else: it also stands in the history of earlier turns. What does not
 * fit is cut and gets a hash of the whole.
 *
 * Where two servers have the same slug, that with the smallest id keeps it, which is the oldest, and the others get a
 * hash of their ids: a server that is added later changes no name. Only when the oldest is removed is the next one's
 * shorter from then on.
 */
export function createModelToolNames({
  servers,
  tools,
  digest = (text) => hash('sha256', text),
}: ModelToolNamesOptions): ModelToolNames {
  const slugs = slugsOf(servers, digest);
  const names = new Map<string, string>();
  const meant = new Map<string, ServerTool>();

  const nameOf = ({ server, tool }: ServerTool) =>
    fit(slugs.get(server) ?? hashedSlug('', server, digest), server, tool, digest);

  // Sorted, so that which of two equal hashes is the longer depends on no order.
  for (const { server, tool } of [...tools].toSorted(byServerAndTool)) {
    const key = keyOf(server, tool);
    if (names.has(key)) continue;
    const usual = nameOf({ server, tool });
    const name = meant.has(usual)
      ? usual.slice(0, maxLength - longHashLength - 1) + `_${digest(key).slice(-longHashLength)}`
      : usual;
    names.set(key, name);
    meant.set(name, { server, tool });
  }
  return {
    toModel: (tool) => names.get(keyOf(tool.server, tool.tool)) ?? nameOf(tool),
    fromModel: (name) => meant.get(name),
  };
}

function keyOf(server: string, tool: string): string {
  return `${server}\0${tool}`;
}

function byServerAndTool(a: ServerTool, b: ServerTool): number {
  return compare(a.server, b.server) || compare(a.tool, b.tool);
}

/** By code units: the same on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Digest = (text: string) => string;

function fit(slug: string, server: string, tool: string, digest: Digest): string {
  const plain = tool.replace(foreign, '_');
  const whole = `${slug}${separator}${plain}`;
  const isFine =
    plain === tool && tool !== '' && whole.length <= maxLength && !looksHashed.test(whole);
  if (isFine) return whole;
  const sum = digest(keyOf(server, tool)).slice(0, toolHashLength);
  return `${whole.slice(0, maxLength - sum.length - 1)}_${sum}`;
}

/** By id. */
function slugsOf(servers: readonly NamedServer[], digest: Digest): ReadonlyMap<string, string> {
  const slugs = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, name } of servers.toSorted((a, b) => compare(a.id, b.id))) {
    const plain = slugOf(name);
    const isFine = plain !== '' && plain.length <= maxSlugLength && !looksHashed.test(plain);
    const slug = isFine && !taken.has(plain) ? plain : hashedSlug(plain, id, digest);
    taken.add(slug);
    slugs.set(id, slug);
  }
  return slugs;
}

/**
 * Lower-case letters and digits of ASCII with single `_` between them, beginning with a letter, or with `_` where
 * there is a digit. Nothing ends in `_` or holds two of them, so the first two in a name are the separator.
 */
function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '');
  return /^\d/.test(words) ? `_${words}` : words;
}

function hashedSlug(plain: string, id: string, digest: Digest): string {
  const begun = (plain === '' ? 'server' : plain)
    .slice(0, maxSlugLength - slugHashLength - 1)
    .replace(/_$/, '');
  return `${begun}_${digest(id).slice(0, slugHashLength)}`;
}
