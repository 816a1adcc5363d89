import { expect, test } from 'vitest';
import { decodeEntities } from './decode-entities.ts';

test('reads named, decimal and hexadecimal references, and leaves the rest', () => {
  expect(
    decodeEntities(
      'a &amp; b &lt;i&gt; &#233; &#x1F600; &copy; &nothing; & &constructor; &amp;lt;',
    ),
  ).toBe('a & b <i> é 😀 © &nothing; & &constructor; &lt;');
  expect(decodeEntities('&#0; &#xD800; &#x110000;')).toBe('\ufffd \ufffd \ufffd');
});
