import { expect, test } from 'vitest';
import { fileName } from './file-name.ts';

test.each([
  ['image/png', undefined, 'result.png'],
  ['application/pdf', 'file:///home/me/My%20report.final.pdf?x#y', 'My report-final.pdf'],
  ['application/x-msdownload', 'https://a.example/setup.exe', 'setup.bin'],
  ['text/html', 'file:///page.html', 'page.bin'],
  ['text/plain', 'C:\\a\\..\\b.txt', 'b.txt'],
  [undefined, 'a:/%E0%A4%A', 'E0-A4-A.bin'],
  ['text/plain', 'file:///..%2f..%2fetc', 'result.txt'],
  ['image/png', '', 'result.png'],
])('%s at %s is saved as %s', (mediaType, uri, name) => {
  expect(fileName(mediaType, uri)).toBe(name);
});
