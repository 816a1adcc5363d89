import { EventEmitter } from 'node:events';

/** What languages and tools ask of any object, and what no fake has to know. */
const asksAnything: ReadonlySet<string | symbol> = new Set([
  'then',
  'toJSON',
  'constructor',
  'nodeType',
  'asymmetricMatch',
]);

/** The same object, which throws when it is asked for something it does not have. */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    // The object itself as `this`: its private fields are not the proxy's.
    get(object, key) {
      if (typeof key === 'string' && !(key in object) && !asksAnything.has(key))
        throw new Error(`The fake electron has no ${name}.${key}.`);
      const value: unknown = Reflect.get(object, key, object);
      return typeof value === 'function' && !isClass(value) ? value.bind(object) : value;
    },
    set(object, key, value) {
      if (typeof key === 'string' && !(key in object))
        throw new Error(`The fake electron has no ${name}.${key} to set.`);
      return Reflect.set(object, key, value, object);
    },
  });
}

function isClass(value: object): boolean {
  return 'prototype' in value;
}

/** As Node has them: each event has values of its own. */
type Listener = Parameters<EventEmitter['on']>[1];

/** An emitter of the events it names and of no others. */
export class Emitter extends EventEmitter {
  readonly #name: string;
  readonly #events: ReadonlySet<string>;

  constructor(name: string, events: readonly string[]) {
    super();
    this.#name = name;
    this.#events = new Set(events);
  }

  override on(event: string, listener: Listener): this {
    return super.on(this.#known(event), listener);
  }

  override once(event: string, listener: Listener): this {
    return super.once(this.#known(event), listener);
  }

  override emit(event: string, ...values: unknown[]): boolean {
    return super.emit(this.#known(event), ...values);
  }

  #known(event: string): string {
    if (!this.#events.has(event))
      throw new Error(`The fake electron has no event '${event}' of ${this.#name}.`);
    return event;
  }
}

/** An event that a listener may hold up. */
export function preventable<T extends object>(facts: T) {
  const event = {
    ...facts,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
  };
  return event;
}
