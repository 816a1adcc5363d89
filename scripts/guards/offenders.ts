/** A file that breaks one rule, and the words of the tool that has to object. */
export interface Offender {
  readonly rule: string;
  readonly file: string;
  readonly code: string;
  /** In the complaint about this file. */
  readonly complaint: string;
}

/** What nobody objects to: a guard that complains about everything guards nothing. */
export const innocents: Readonly<Record<string, string>> = {
  'src/shared/word.ts': 'export const word = 1;',
  'src/shared/contract/index.ts': 'export interface Contract {\n  readonly word: number;\n}',
  'src/shared/word.test.ts':
    "import { sep } from 'node:path';\nimport { word } from './word.ts';\nexport const both = [sep, word];",
  'src/main/host.ts': "import { word } from '../shared/word.ts';\nexport const host = word;",
  'src/main/app.ts': "import { chat } from './chat/chat.ts';\nexport const app = chat;",
  'src/main/web.ts':
    "import { app } from './app.ts';\nimport { serve } from './web/serve.ts';\nserve(app);",
  'src/main/index.ts':
    "import { app } from 'electron';\nimport { desktop } from './electron/desktop.ts';\ndesktop(app.name, window.name);",
  'src/main/electron/desktop.ts': 'export const desktop = (...names: string[]) => names;',
  'src/main/web/serve.ts':
    "import { createServer } from 'node:http';\nexport const serve = (port: number) => createServer().listen(port);",
  'src/main/bridge/bridge.ts':
    "import { ORPCError } from '@orpc/client';\nexport const error = ORPCError;",
  'src/main/chat/chat.ts': "import { store } from '../store/store.ts';\nexport const chat = store;",
  'src/main/store/store.ts': "import { host } from '../host.ts';\nexport const store = host;",
  'src/main/tools/tools.ts': 'export const tools = 1;',
  'src/main/providers/anthropic/adapter.ts':
    "import { Anthropic } from '@anthropic-ai/sdk';\nexport const adapter = Anthropic;",
  'src/preload/index.ts':
    "import { ipcRenderer } from 'electron';\nipcRenderer.once('port', () => window.focus());",
  'src/renderer/plain.ts':
    "export type { Contract } from '../shared/contract/index.ts';\nexport const plain = 1;",
  'src/renderer/page.ts':
    "import type { Contract } from '../shared/contract/index.ts';\nimport { word } from '../shared/word.ts';\nexport const page: Contract = { word: word + document.title.length };",
  'src/renderer/page.test.ts':
    "import { sep } from 'node:path';\nexport const title = sep + document.title;",
  'scripts/tool.ts': "import { sep } from 'node:path';\nexport const tool = sep;",
  'e2e/page.spec.ts':
    "import { sep } from 'node:path';\nexport const title = () => sep + document.title;",
};

/** For `tsc -b`. */
export const wrongTypes: readonly Offender[] = [
  {
    rule: 'shared knows no Node',
    file: 'src/shared/reads-a-file.ts',
    code: "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;",
    complaint: 'node:fs',
  },
  {
    rule: 'shared knows no process',
    file: 'src/shared/reads-the-environment.ts',
    code: 'export const environment = process.env;',
    complaint: 'process',
  },
  {
    rule: 'shared knows no page',
    file: 'src/shared/touches-the-page.ts',
    code: 'export const title = document.title;',
    complaint: 'document',
  },
  {
    rule: 'shared knows no main',
    file: 'src/shared/knows-main.ts',
    code: "import { host } from '../main/host.ts';\nexport const mine = host;",
    complaint: 'TS6307',
  },
  {
    rule: 'main knows no page',
    file: 'src/main/touches-the-page.ts',
    code: 'export const title = document.title;',
    complaint: 'document',
  },
  {
    rule: 'main knows no renderer',
    file: 'src/main/knows-the-renderer.ts',
    code: "import { plain } from '../renderer/plain.ts';\nexport const mine = plain;",
    complaint: 'TS6307',
  },
  {
    rule: 'the page knows no Node',
    file: 'src/renderer/reads-the-environment.ts',
    code: 'export const environment = process.env;',
    complaint: 'process',
  },
  {
    rule: 'the page knows no main',
    file: 'src/renderer/knows-main.ts',
    code: "import { host } from '../main/host.ts';\nexport const mine = host;",
    complaint: 'TS6307',
  },
  {
    rule: 'the preload script knows nothing of ours',
    file: 'src/preload/knows-shared.ts',
    code: "import { word } from '../shared/word.ts';\nexport const mine = word;",
    complaint: 'TS6307',
  },
  {
    rule: 'tests are checked',
    file: 'src/shared/wrong.test.ts',
    code: "export const wrong: number = 'one';",
    complaint: 'TS2322',
  },
  {
    rule: 'scripts are checked',
    file: 'scripts/wrong.ts',
    code: "export const wrong: number = 'one';",
    complaint: 'TS2322',
  },
  {
    rule: 'end-to-end tests are checked',
    file: 'e2e/wrong.spec.ts',
    code: "export const wrong: number = 'one';",
    complaint: 'TS2322',
  },
  {
    rule: 'an index may find nothing',
    file: 'src/shared/trusts-an-index.ts',
    code: 'export const first = (list: readonly string[]): string => list[0];',
    complaint: 'TS2322',
  },
  {
    rule: 'optional is not undefined',
    file: 'src/shared/says-undefined.ts',
    code: 'export const options: { readonly name?: string } = { name: undefined };',
    complaint: 'exactOptionalPropertyTypes',
  },
  {
    rule: 'types vanish when stripped',
    file: 'src/shared/has-an-enum.ts',
    code: 'export enum Place {\n  Here,\n}',
    complaint: 'TS1294',
  },
  {
    rule: 'a type is imported as one',
    file: 'src/shared/imports-a-type.ts',
    code: "import { Contract } from './contract/index.ts';\nexport type Mine = Contract;",
    complaint: 'TS1484',
  },
  {
    rule: 'an override is named',
    file: 'src/shared/overrides.ts',
    code: 'class A {\n  go(): void {}\n}\nexport class B extends A {\n  go(): void {}\n}',
    complaint: 'TS4114',
  },
  {
    rule: 'a case does not fall through',
    file: 'src/shared/falls-through.ts',
    code: 'export function f(x: number): number {\n  let y = 0;\n  switch (x) {\n    case 1:\n      y = 1;\n    default:\n      y += 1;\n  }\n  return y;\n}',
    complaint: 'TS7029',
  },
];

const direction = 'tina(import-direction)';

function misplaced(rule: string, file: string, specifier: string): Offender {
  return {
    rule,
    file,
    code: `import * as it from '${specifier}';\nexport const mine = it;`,
    complaint: direction,
  };
}

/** For oxlint. */
export const wrongCode: readonly Offender[] = [
  misplaced('shared imports nothing of main', 'src/shared/to-main.ts', '../main/host.ts'),
  misplaced('shared imports nothing of the page', 'src/shared/to-page.ts', '../renderer/plain.ts'),
  misplaced('shared imports nothing of Node', 'src/shared/to-node.ts', 'node:fs'),
  misplaced('shared imports few packages', 'src/shared/to-package.ts', 'ws'),
  misplaced('the page imports nothing of main', 'src/renderer/to-main.ts', '../main/host.ts'),
  misplaced('the page imports nothing of Node', 'src/renderer/deep/to-node.ts', 'node:path'),
  misplaced(
    'the page imports no schema',
    'src/renderer/to-schema.ts',
    '../shared/contract/index.ts',
  ),
  misplaced(
    'the preload script imports nothing of ours',
    'src/preload/to-shared.ts',
    '../shared/word.ts',
  ),
  misplaced(
    'main imports nothing of the page',
    'src/main/chat/to-page.ts',
    '../../renderer/page.ts',
  ),
  misplaced('main shows nothing', 'src/main/to-react.ts', 'react'),
  misplaced('the core knows no door', 'src/main/to-door.ts', './web/serve.ts'),
  misplaced('a door does not know the other', 'src/main/electron/to-web.ts', '../web/serve.ts'),
  misplaced('the web host knows no core', 'src/main/web/deep/to-app.ts', '../../app.ts'),
  misplaced('the bridge knows no chat', 'src/main/bridge/to-chat.ts', '../chat/chat.ts'),
  misplaced('the bridge is oRPC', 'src/main/bridge/to-package.ts', 'zustand'),
  misplaced('chat does not know the app', 'src/main/chat/to-app.ts', '../app.ts'),
  misplaced('chat does not know the bridge', 'src/main/chat/to-bridge.ts', '../bridge/bridge.ts'),
  misplaced(
    'providers do not know the store',
    'src/main/providers/deep/to-store.ts',
    '../../store/store.ts',
  ),
  misplaced(
    'tools do not know providers',
    'src/main/tools/to-provider.ts',
    '../providers/anthropic/adapter.ts',
  ),
  misplaced('the store does not know tools', 'src/main/store/to-tools.ts', '../tools/tools.ts'),
  misplaced('settings do not know the store', 'src/main/settings/to-store.ts', '../store/store.ts'),
  misplaced('the store does not know chat', 'src/main/store/to-chat.ts', '../chat/chat.ts'),
  misplaced('only the Electron door imports electron', 'src/main/store/to-electron.ts', 'electron'),
  misplaced(
    'only the Electron door keeps settings its way',
    'src/main/web/to-store.ts',
    'electron-store',
  ),
  misplaced('only the web host listens', 'src/main/tools/to-http.ts', 'node:http'),
  misplaced('only the web host has sockets', 'src/main/chat/to-ws.ts', 'ws'),
  misplaced(
    'an SDK stays in its adapter',
    'src/main/chat/to-sdk.ts',
    '@anthropic-ai/sdk/resources',
  ),
  {
    rule: 'import() is an import',
    file: 'src/main/store/later.ts',
    code: "export const later = () => import('../tools/tools.ts');",
    complaint: direction,
  },
  {
    rule: 'a worker is an import',
    file: 'src/main/store/worker.ts',
    code: "import worker from '../tools/tools.ts?nodeWorker';\nexport const mine = worker;",
    complaint: direction,
  },
  {
    rule: 'export from is an import',
    file: 'src/main/store/again.ts',
    code: "export { tools } from '../tools/tools.ts';",
    complaint: direction,
  },
  {
    rule: 'no cycles',
    file: 'src/shared/cycle-a.ts',
    code: "import { b } from './cycle-b.ts';\nexport const a = (): number => b();",
    complaint: 'import(no-cycle)',
  },
  {
    rule: 'no cycles, seen from the other side',
    file: 'src/shared/cycle-b.ts',
    code: "import { a } from './cycle-a.ts';\nexport const b = (): number => a();",
    complaint: 'import(no-cycle)',
  },
  {
    rule: 'imports name the file',
    file: 'src/shared/without-extension.ts',
    code: "import { word } from './word';\nexport const mine = word;",
    complaint: 'import(extensions)',
  },
  {
    rule: 'no default exports',
    file: 'src/shared/default.ts',
    code: 'export default 1;',
    complaint: 'import(no-default-export)',
  },
  {
    rule: 'no any',
    file: 'src/shared/any.ts',
    code: 'export const anything = (value: any): string => String(value);',
    complaint: 'typescript(no-explicit-any)',
  },
  {
    rule: 'no floating promises',
    file: 'src/main/floats.ts',
    code: 'const go = async () => 1;\nexport function start(): void {\n  go();\n}',
    complaint: 'typescript(no-floating-promises)',
  },
  {
    rule: 'no floating promises in tests',
    file: 'src/main/floats.test.ts',
    code: 'const go = async () => 1;\nexport function start(): void {\n  go();\n}',
    complaint: 'typescript(no-floating-promises)',
  },
  {
    rule: 'no floating promises in scripts',
    file: 'scripts/floats.ts',
    code: 'const go = async () => 1;\nexport function start(): void {\n  go();\n}',
    complaint: 'typescript(no-floating-promises)',
  },
  {
    rule: 'a switch looks at every case',
    file: 'src/renderer/forgets.ts',
    code: "export function name(type: 'a' | 'b'): string {\n  switch (type) {\n    case 'a':\n      return 'A';\n  }\n  return '';\n}",
    complaint: 'typescript(switch-exhaustiveness-check)',
  },
];
