import { expect, test } from 'vitest';
import { createOAuthHttp } from './oauth-http.ts';

const { signal } = new AbortController();
const from = (server: string) => createOAuthHttp(server, signal);

test.each([
  'https://10.0.0.1/x',
  'https://127.0.0.1/x',
  'http://127.0.0.1/x',
  'https://localhost/x',
  'https://intranet/x',
  'https://printer.local/x',
  'https://[::1]/x',
  'https://[fd00::1]/x',
  'https://[::ffff:10.0.0.1]/x',
  'https://0.0.0.0/x',
  'https://100.64.0.1/x',
  'https://192.168.1.1./x',
  'https://169.254.169.254/x',
  'http://as.example/x',
  'https://name@as.example/x',
  'https://as.example/#x',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'x',
])('a server on the internet leads nobody to %s', (address) => {
  expect(() => from('https://mcp.example/mcp').assertAllowed(address)).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ cause: 'endpoint-refused' }) }),
  );
});

test('what is encrypted and on the internet is asked, and this computer by a server on it', () => {
  expect(from('https://mcp.example').assertAllowed('https://as.example/x?y').host).toBe(
    'as.example',
  );
  const local = from('http://127.0.0.1:1/mcp');
  expect(local.assertAllowed('http://localhost:2/x').port).toBe('2');
  expect(local.assertAllowed('https://as.example').host).toBe('as.example');
  expect(() => local.assertAllowed('http://10.0.0.1/')).toThrow();
  expect(() => local.assertAllowed('https://169.254.169.254/')).toThrow();
});
