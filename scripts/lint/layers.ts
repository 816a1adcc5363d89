/** A place in the tree: a folder (ends in `/`) or a file. The first that fits a file is its layer. */
export interface Layer {
  readonly at: string;
  /** What it may import besides itself, by prefix. */
  readonly mayImport: readonly string[];
  /** Exceptions to `mayImport`. */
  readonly except?: readonly string[];
  /** What to do instead. */
  readonly instead: string;
}

const declareIt =
  'Declare the small interface you need here and let src/main/app.ts pass the part in.';
const words = [
  'src/shared/',
  'src/main/base-url.ts',
  'src/main/feed.ts',
  'src/main/host.ts',
  'src/main/log-bug.ts',
  'src/main/place-of.ts',
  'src/main/sync-folder.ts',
  'src/main/waiters.ts',
  'src/main/watch-feed.ts',
  'src/main/watched.ts',
  'src/main/write-whole.ts',
];

export const layers: readonly Layer[] = [
  {
    at: 'src/shared/',
    mayImport: [],
    instead:
      'src/shared holds words both sides use. Move what it needs here, or the code that needs it to its side.',
  },
  {
    at: 'src/renderer/',
    mayImport: ['src/shared/'],
    instead:
      'The page knows the core by its contract only: ask through the bridge, and put shared words into src/shared.',
  },
  {
    at: 'src/preload/',
    mayImport: [],
    instead:
      'The preload script hands over one port and nothing else: write it on either side of that port.',
  },
  {
    at: 'src/main/index.ts',
    mayImport: ['src/shared/', 'src/main/'],
    except: ['src/main/web/', 'src/main/web.ts'],
    instead: 'One door does not know the other. Move what both need into src/main/door.',
  },
  {
    at: 'src/main/electron/',
    mayImport: ['src/shared/', 'src/main/'],
    except: ['src/main/web/', 'src/main/web.ts', 'src/main/index.ts'],
    instead: 'One door does not know the other. Move what both need into src/main/door.',
  },
  {
    at: 'src/main/web.ts',
    mayImport: ['src/shared/', 'src/main/', 'package.json'],
    except: ['src/main/electron/', 'src/main/index.ts'],
    instead: 'One door does not know the other. Move what both need into src/main/door.',
  },
  {
    at: 'src/main/web/',
    mayImport: [...words, 'src/main/bridge/', 'src/main/door/'],
    instead: 'The web host serves whatever core it is given: let src/main/web.ts pass the part in.',
  },
  {
    at: 'src/main/door/',
    mayImport: words,
    instead:
      'Both doors use this, so it knows neither of them nor the core: let the door pass it in.',
  },
  {
    at: 'src/main/bridge/',
    mayImport: words,
    instead: 'The bridge carries any router: let the door pass the part in.',
  },
  { at: 'src/main/providers/', mayImport: words, instead: declareIt },
  { at: 'src/main/tools/', mayImport: words, instead: declareIt },
  { at: 'src/main/store/', mayImport: words, instead: declareIt },
  { at: 'src/main/settings/', mayImport: words, instead: declareIt },
  {
    at: 'src/main/chat/',
    mayImport: [
      ...words,
      'src/main/providers/',
      'src/main/tools/',
      'src/main/store/',
      'src/main/settings/',
    ],
    instead: declareIt,
  },
  {
    at: 'src/main/host.ts',
    mayImport: ['src/shared/'],
    instead: 'A host is described in shared words; the parts come from the doors.',
  },
  {
    at: 'src/main/log-bug.ts',
    mayImport: ['src/shared/', 'src/main/host.ts', 'src/main/place-of.ts'],
    instead: 'Every part of the core notes its bugs with this, so it knows none of them.',
  },
  {
    at: 'src/main/feed.ts',
    mayImport: ['src/main/waiters.ts'],
    instead: 'Any part of the core may hold a feed, so it knows none of them.',
  },
  {
    at: 'src/main/watch-feed.ts',
    mayImport: ['src/shared/', 'src/main/feed.ts'],
    instead: 'Any part of the core may have its feed watched, so it knows none of them.',
  },
  {
    at: 'src/main/watched.ts',
    mayImport: ['src/main/waiters.ts'],
    instead: 'Any part of the core may hold such a value, so it knows none of them.',
  },
  {
    at: 'src/main/',
    mayImport: ['src/shared/', 'src/main/'],
    except: [
      'src/main/door/',
      'src/main/electron/',
      'src/main/web/',
      'src/main/index.ts',
      'src/main/web.ts',
    ],
    instead:
      'The core does not know which door was opened: describe what it needs in src/main/host.ts.',
  },
];

/** Packages that belong to one place. */
export interface PackageHome {
  readonly packages: RegExp;
  readonly at: readonly string[];
  readonly instead: string;
}

export const packageHomes: readonly PackageHome[] = [
  {
    packages: /^(electron|electron-store)($|\/)/,
    at: ['src/main/electron/', 'src/main/index.ts', 'src/preload/'],
    instead:
      'Describe what you need from the desktop in src/main/host.ts and do it in src/main/electron.',
  },
  {
    packages: /^(ws|node:http|node:https|node:http2|node:dgram)($|\/)/,
    // Whoever signed in to an MCP server comes back to this computer, by its browser.
    at: ['src/main/web/', 'src/main/tools/mcp/sign-in/redirect-receiver.ts'],
    instead:
      'Only src/main/web listens on a socket, and where a sign-in comes back; to ask another server use fetch.',
  },
  {
    packages: /^@anthropic-ai\//,
    at: ['src/main/providers/anthropic/'],
    instead: "A vendor's SDK stays in its adapter: use src/main/providers/provider.ts.",
  },
  {
    packages:
      /^(react|react-dom|zustand|i18next|react-i18next|@base-ui\/react|lucide-react|marked)($|\/)/,
    at: ['src/renderer/'],
    instead: 'What is shown is decided in src/renderer.',
  },
  {
    packages: /^(node:|@orpc\/server|pino|conf)/,
    at: ['src/main/'],
    instead: 'This does not run in a page: do it in src/main and ask for it through the contract.',
  },
];

/** Packages a place is limited to. Whatever else it needs is passed in. */
export const packageLimits: readonly PackageHome[] = [
  {
    at: ['src/main/bridge/'],
    packages: /^(@orpc\/|node:)/,
    instead: 'The bridge is oRPC and nothing else: let the door pass the part in.',
  },
  {
    at: ['src/shared/'],
    packages: /^(zod|@orpc\/contract|uuid)($|\/)/,
    instead: 'src/shared is zod and code of our own.',
  },
];
