import { expect, test } from 'vitest';
import { assertBaseUrlAllowed } from './base-url.ts';

test.each([
  'https://api.example.com',
  'https://api.example.com:8443/v1',
  'http://localhost:11434',
  'http://127.0.0.1:1',
  'http://[::1]:8080',
  'http://192.168.1.5:1234/v1',
  'http://10.0.0.1',
  'http://172.16.0.1',
  'http://server.local',
  'http://server',
  'http://[fd00::1]',
])('%s may be used', (url) => {
  expect(() => assertBaseUrlAllowed(url)).not.toThrow();
});

test.each([
  'http://example.com',
  'http://8.8.8.8',
  'http://172.32.0.1',
  'http://192.169.0.1',
  'http://[2001:db8::1]',
  'http://localhost.example.com',
  'https://user:password@example.com',
  'ftp://example.com',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data',
  'https://169.254.169.254',
  'http://2852039166',
  'http://[fe80::1]',
  'https://[febf::1]',
  'http://[fd00:ec2::254]',
  'http://[::ffff:169.254.169.254]',
  'nonsense',
  '',
])('%j may not', (url) => {
  expect(() => assertBaseUrlAllowed(url)).toThrow(
    expect.objectContaining({ code: 'invalid-input' }),
  );
});
