import type { JsonValue } from './json-value.ts';

type Container =
  | { readonly kind: 'array'; readonly value: JsonValue[] }
  | { readonly kind: 'object'; readonly value: { [key: string]: JsonValue }; key: string };

export interface GrowingValue {
  /** The value so far. */
  readonly root: JsonValue | undefined;
  /** How many arrays and objects are open, and of what kind the innermost is. */
  readonly depth: number;
  readonly innermost: Container['kind'] | undefined;
  /** Adds `value` to what is open. */
  put(value: JsonValue): void;
  /** Puts `value` in the place of the newest one. */
  replace(value: JsonValue): void;
  /** The key of what is put next into the open object. */
  setKey(key: string): void;
  enter(kind: Container['kind']): void;
  leave(): void;
}

/** A value that is built from its beginning to its end, in place. */
export function createGrowingValue(): GrowingValue {
  const open: Container[] = [];
  let root: JsonValue | undefined;
  let innermost: Container | undefined;

  function put(value: JsonValue): void {
    if (innermost?.kind === 'array') innermost.value.push(value);
    else replace(value);
  }

  function replace(value: JsonValue): void {
    if (innermost === undefined) root = value;
    else if (innermost.kind === 'array') innermost.value[innermost.value.length - 1] = value;
    else setOwn(innermost.value, innermost.key, value);
  }

  return {
    get root() {
      return root;
    },
    get depth() {
      return open.length;
    },
    get innermost() {
      return innermost?.kind;
    },
    put,
    replace,
    setKey(key) {
      if (innermost?.kind === 'object') innermost.key = key;
    },
    enter(kind) {
      const container: Container =
        kind === 'array' ? { kind, value: [] } : { kind, value: {}, key: '' };
      put(container.value);
      open.push(container);
      innermost = container;
    },
    leave() {
      open.pop();
      innermost = open.at(-1);
    },
  };
}

/** A plain assignment to `__proto__` would change what the object is. */
function setOwn(target: { [key: string]: JsonValue }, key: string, value: JsonValue): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  } else target[key] = value;
}
