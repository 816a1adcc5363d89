import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deferTools } from './defer-tools.ts';
import type { DeferOptions, OfferedTool } from './defer-tools.ts';

const tool = (name: string, tokens = 100): OfferedTool => ({ name, tokens });
const many = (count: number, prefix = 't') =>
  Array.from({ length: count }, (_, index) => tool(`${prefix}${String(index).padStart(3, '0')}`));
const builtIn: OfferedTool = { name: 'calculate', tokens: 50, builtIn: true };

function deferred(options: Partial<DeferOptions>) {
  return deferTools({
    tools: [],
    contextWindow: 200_000,
    sentBefore: [],
    wanted: new Set(),
    ...options,
  });
}

describe('which tools a model is told of', () => {
  it('all while they are few, the built-in ones first and the others by name', () => {
    expect(deferred({ tools: [tool('b'), tool('a'), builtIn], wanted: new Set(['b']) })).toEqual({
      sent: ['calculate', 'b', 'a'],
      deferred: [],
    });
    expect(deferred({}).sent).toEqual([]);
  });

  it('thirty of them are few, and thirty-one are many', () => {
    expect(deferred({ tools: many(30) }).deferred).toEqual([]);
    expect(deferred({ tools: [...many(30), builtIn] })).toEqual({
      sent: ['calculate', 'search_tools', 'call_tool'],
      deferred: many(30).map(({ name }) => name),
    });
  });

  it('a twentieth of the context is little, and more is much', () => {
    const tools = [tool('a', 3000), tool('b', 2000)];
    expect(deferred({ tools, contextWindow: 100_000 }).deferred).toEqual([]);
    expect(deferred({ tools, contextWindow: 99_999 }).deferred).toEqual(['a', 'b']);
    expect(deferred({ tools, contextWindow: null }).deferred).toEqual([]);
  });

  it('those that are wanted are told of in any case', () => {
    const { sent } = deferred({ tools: many(40), wanted: new Set(['t017', 'gone']) });
    expect(sent).toEqual(['t017', 'search_tools', 'call_tool']);
  });

  it('what was sent stays where it was when others come, and those are deferred', () => {
    const first = deferred({ tools: many(5, 'z') });
    const second = deferred({
      tools: [...many(5, 'z'), ...many(30, 'a')],
      sentBefore: first.sent,
    });
    expect(second.sent).toEqual([...first.sent, 'search_tools', 'call_tool']);
    expect(second.deferred).toHaveLength(30);
    const third = deferred({
      tools: [...many(5, 'z'), tool('a000')],
      sentBefore: second.sent,
      wanted: new Set(['a000']),
    });
    expect(third).toEqual({ sent: [...second.sent, 'a000'], deferred: [] });
  });

  it('what is gone is told of no more', () => {
    expect(deferred({ tools: [tool('b')], sentBefore: ['a', 'b', 'b'] }).sent).toEqual(['b']);
  });

  it('whatever is added in whatever order, a request begins as the last one did', () => {
    const name = fc.stringMatching(/^[a-z]{1,4}__[a-z]{1,4}$/);
    const offered = fc.record({ name, tokens: fc.nat(3000), builtIn: fc.boolean() });
    const arrivals = fc.array(fc.array(offered, { maxLength: 20 }), { maxLength: 8 });
    fc.assert(
      fc.property(
        arrivals,
        fc.constantFrom(null, 8000, 200_000),
        fc.array(name),
        (groups, contextWindow, wanted) => {
          const tools = new Map<string, OfferedTool>();
          let sentBefore: readonly string[] = [];
          for (const group of groups) {
            for (const one of group) if (!tools.has(one.name)) tools.set(one.name, one);
            const options = { contextWindow, sentBefore, wanted: new Set(wanted) };
            const now = deferTools({ ...options, tools: [...tools.values()] });
            expect(now.sent.slice(0, sentBefore.length)).toEqual(sentBefore);
            // Each is told of or deferred, once.
            const all = [...now.sent, ...now.deferred].filter(
              (one) => one !== 'search_tools' && one !== 'call_tool',
            );
            expect(all.toSorted()).toEqual([...tools.keys()].toSorted());
            expect(now.sent.includes('search_tools')).toBe(now.sent.includes('call_tool'));
            if (now.deferred.length > 0) expect(now.sent).toContain('call_tool');
            const turned = deferTools({ ...options, tools: [...tools.values()].toReversed() });
            expect(turned).toEqual(now);
            sentBefore = now.sent;
          }
        },
      ),
    );
  });
});
