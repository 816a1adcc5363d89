import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonNames, createToolNames } from './tool-names.ts';

const colons = { maxLength: 128, foreign: /[^\w.:-]/g, first: /[A-Za-z_]/ };

describe('names of tools', () => {
  it('leaves alone what fits', () => {
    const names = createToolNames(['read_file', 'get-weather']);
    expect(names.toVendor('read_file')).toBe('read_file');
    expect(names.fromVendor('get-weather')).toBe('get-weather');
  });

  it('keeps apart what would become the same', () => {
    const names = createToolNames(['a.b', 'a b', 'a_b']);
    const fitted = ['a.b', 'a b', 'a_b'].map((name) => names.toVendor(name));
    expect(new Set(fitted).size).toBe(3);
    expect(fitted.map((name) => names.fromVendor(name))).toStrictEqual(['a.b', 'a b', 'a_b']);
  });

  it('lets no tool take the name that another one is given', () => {
    const taken = createToolNames(['files.read']).toVendor('files.read');
    const names = createToolNames(['files.read', taken]);
    expect(names.toVendor('files.read')).toBe(taken);
    expect(names.toVendor(taken)).not.toBe(taken);
    expect(names.fromVendor(taken)).toBe('files.read');
    expect(names.fromVendor(names.toVendor(taken))).toBe(taken);
  });

  it('leaves a name it never gave as it came', () => {
    expect(createToolNames([]).fromVendor('made_up')).toBe('made_up');
  });

  it.each([
    ['common', commonNames],
    ['with colons', colons],
  ])('finds its way back from every name (%s)', (_, rule) => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 200 })), (known) => {
        const names = createToolNames(known, rule);
        for (const name of known) {
          const fitted = names.toVendor(name);
          expect(fitted.length).toBeLessThanOrEqual(rule.maxLength);
          expect(fitted.search(rule.foreign)).toBe(-1);
          expect(fitted.charAt(0)).toMatch(rule.first);
          expect(names.fromVendor(fitted)).toBe(name);
        }
      }),
    );
  });
});
