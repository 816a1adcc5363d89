import { describe, expect, test } from 'vitest';
import { decideTool } from './decide-tool.ts';
import type { ToolRule } from '../../shared/tool-rules.ts';
import type { ToolFacts } from './decide-tool.ts';

const plain: ToolFacts = {
  rule: undefined,
  allowedHere: false,
  builtIn: false,
  serverTrusted: false,
  annotations: {},
  afterUntrusted: false,
};
const reads = { readOnlyHint: true };
const destroys = { destructiveHint: true };

test.each<[string, Partial<ToolFacts>, string, readonly string[]]>([
  ['nothing was said', {}, 'ask', ['not-allowed-yet']],
  ['it is set to deny', { rule: 'deny', allowedHere: true }, 'deny', ['set-to-deny']],
  ['it is set to always', { rule: 'always' }, 'run', ['set-to-always']],
  ['it is set to ask', { rule: 'ask' }, 'ask', ['set-to-ask']],
  ['it is allowed here', { allowedHere: true }, 'run', ['allowed-here']],
  [
    'it is set to ask and allowed here',
    { rule: 'ask', allowedHere: true },
    'run',
    ['allowed-here'],
  ],
  [
    'a stranger says that it reads',
    { annotations: reads },
    'ask',
    ['not-allowed-yet', 'hint-not-believed'],
  ],
  ['a trusted server says so', { annotations: reads, serverTrusted: true }, 'run', ['only-reads']],
  [
    'a trusted server says so, and it is set to ask',
    { annotations: reads, serverTrusted: true, rule: 'ask' },
    'ask',
    ['set-to-ask'],
  ],
  ['a built-in tool reads', { annotations: reads, builtIn: true }, 'run', ['only-reads']],
  ['a built-in tool does more', { builtIn: true }, 'ask', ['not-allowed-yet']],
  [
    'it destroys and is allowed here',
    { annotations: destroys, allowedHere: true },
    'ask',
    ['destructive'],
  ],
  [
    'it destroys and is set to always',
    { annotations: destroys, rule: 'always' },
    'run',
    ['set-to-always'],
  ],
  [
    'it says both, of a trusted server',
    { annotations: { ...reads, ...destroys }, serverTrusted: true },
    'ask',
    ['not-allowed-yet', 'destructive'],
  ],
  [
    'it is allowed here, after an untrusted result',
    { allowedHere: true, afterUntrusted: true },
    'ask',
    ['after-untrusted-result'],
  ],
  [
    'it is set to always, after an untrusted result',
    { rule: 'always', afterUntrusted: true },
    'run',
    ['set-to-always'],
  ],
  [
    'it reads and is trusted, after an untrusted result',
    { annotations: reads, serverTrusted: true, afterUntrusted: true },
    'run',
    ['only-reads'],
  ],
  [
    'a stranger says that it reads and is allowed here, after an untrusted result',
    { annotations: reads, allowedHere: true, afterUntrusted: true },
    'ask',
    ['after-untrusted-result', 'hint-not-believed'],
  ],
])('when %s: %o → %s', (_when, facts, action, reasons) => {
  const decision = decideTool({ ...plain, ...facts });
  expect([decision.action, decision.reasons]).toEqual([action, reasons]);
});

const yesNo = [true, false];
const rules: readonly (ToolRule | undefined)[] = ['ask', 'always', 'deny', undefined];
const hints = [true, false, undefined];
const space: readonly ToolFacts[] = rules.flatMap((rule) =>
  yesNo.flatMap((allowedHere) =>
    yesNo.flatMap((builtIn) =>
      yesNo.flatMap((serverTrusted) =>
        hints.flatMap((readOnlyHint) =>
          hints.flatMap((destructiveHint) =>
            yesNo.map((afterUntrusted) => ({
              rule,
              allowedHere,
              builtIn,
              serverTrusted,
              annotations: { readOnlyHint, destructiveHint },
              afterUntrusted,
            })),
          ),
        ),
      ),
    ),
  ),
);

describe('for every combination of facts', () => {
  const all = space.map((facts) => ({ facts, decision: decideTool(facts) }));

  test('there are 576 of them', () => {
    expect(all).toHaveLength(576);
  });

  test('denied is denied and nothing else is', () => {
    for (const { facts, decision } of all)
      expect(decision.action === 'deny').toBe(facts.rule === 'deny');
  });

  test('always runs', () => {
    for (const { decision } of all.filter(({ facts }) => facts.rule === 'always'))
      expect(decision.action).toBe('run');
  });

  test('what may destroy runs only by a rule of its own', () => {
    for (const { facts, decision } of all.filter((it) => it.facts.annotations.destructiveHint))
      expect(decision.action === 'run').toBe(facts.rule === 'always');
  });

  test('without a rule or a grant only a believed reader runs', () => {
    for (const { facts, decision } of all) {
      if (facts.rule !== undefined || facts.allowedHere) continue;
      const believed = facts.builtIn || facts.serverTrusted;
      const { readOnlyHint, destructiveHint } = facts.annotations;
      expect(decision.action === 'run').toBe(
        believed && readOnlyHint === true && destructiveHint !== true,
      );
    }
  });

  test('after an untrusted result nothing that may write runs but by a rule of its own', () => {
    for (const { facts, decision } of all) {
      if (!facts.afterUntrusted || facts.rule === 'always' || decision.action !== 'run') continue;
      expect(facts.annotations.readOnlyHint).toBe(true);
      expect(facts.builtIn || facts.serverTrusted).toBe(true);
    }
  });

  test('to ask always has a reason, and a grant is offered where it would help', () => {
    for (const { facts, decision } of all) {
      expect(decision.reasons.length).toBeGreaterThan(0);
      if (decision.action !== 'ask') continue;
      const helps = decideTool({ ...facts, allowedHere: true }).action === 'run';
      expect(decision.canAllowHere).toBe(helps);
    }
  });
});
