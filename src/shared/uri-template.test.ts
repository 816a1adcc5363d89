import { expect, test } from 'vitest';
import { parseUriTemplate } from './uri-template.ts';

/** Those of RFC 6570 §3.2. */
const values = {
  var: 'value',
  hello: 'Hello World!',
  half: '50%',
  base: 'http://example.com/home/',
  path: '/foo/bar',
  x: '1024',
  y: '768',
  who: 'fred',
  v: '6',
};

test.each([
  ['{var}', 'value'],
  ['{hello}', 'Hello%20World%21'],
  ['{half}', '50%25'],
  ['O{undef}X', 'OX'],
  ['{x,y}', '1024,768'],
  ['{x,hello,y}', '1024,Hello%20World%21,768'],
  ['{var:3}', 'val'],
  ['{var:30}', 'value'],
  ['{+var}', 'value'],
  ['{+hello}', 'Hello%20World!'],
  ['{+half}', '50%25'],
  ['{base}index', 'http%3A%2F%2Fexample.com%2Fhome%2Findex'],
  ['{+base}index', 'http://example.com/home/index'],
  ['{+path}/here', '/foo/bar/here'],
  ['here?ref={+path}', 'here?ref=/foo/bar'],
  ['{+path:6}/here', '/foo/b/here'],
  ['{#path,x}/here', '#/foo/bar,1024/here'],
  ['X{.var}', 'X.value'],
  ['X{.x,y}', 'X.1024.768'],
  ['{/who}', '/fred'],
  ['{/half,who}', '/50%25/fred'],
  ['{/var,x}/here', '/value/1024/here'],
  ['{;who}', ';who=fred'],
  ['{;v,bar,who}', ';v=6;who=fred'],
  ['{?who}', '?who=fred'],
  ['{?x,y}', '?x=1024&y=768'],
  ['{?x,y,undef}', '?x=1024&y=768'],
  ['?fixed=yes{&x}', '?fixed=yes&x=1024'],
  ['{?path*}', '?path=%2Ffoo%2Fbar'],
  ['file:///{name}', 'file:///'],
  ['no gaps', 'no gaps'],
])('%s is %s', (template, address) => {
  expect(parseUriTemplate(template)?.expand(values)).toBe(address);
});

test.each(['{', '}', '{}', '{=x}', '{!x}', '{|x}', '{x y}', '{x:0}', '{x,}', '{{x}}', 'a{x'])(
  '%s is not understood',
  (template) => {
    expect(parseUriTemplate(template)).toBeNull();
  },
);

test('what is too long is not looked at, however it is made', () => {
  expect(parseUriTemplate('{'.repeat(1_000_000))).toBeNull();
  expect(parseUriTemplate('{a}'.repeat(2_000))?.variables).toEqual([{ name: 'a', required: true }]);
  const many = Array.from({ length: 51 }, (_, index) => `{a${index}}`).join('');
  expect(parseUriTemplate(many)).toBeNull();
});

test('each variable stands there once, required where an address would have a hole', () => {
  expect(parseUriTemplate('a://{host}/{+path}{?q,host}{#part}')?.variables).toEqual([
    { name: 'host', required: true },
    { name: 'path', required: true },
    { name: 'q', required: false },
    { name: 'part', required: false },
  ]);
});

test('what it is given is only ever a value', () => {
  const template = parseUriTemplate('file:///{name}');
  expect(template?.expand({ name: '../../etc?#{x}\u202e' })).toBe(
    'file:///..%2F..%2Fetc%3F%23%7Bx%7D%E2%80%AE',
  );
  expect(template?.expand({ name: '\ud83d' })).toBe('file:///%EF%BF%BD');
  expect(parseUriTemplate('a{constructor}{toString}')?.expand({})).toBe('a');
});
