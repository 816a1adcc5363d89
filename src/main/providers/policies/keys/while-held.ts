import { AppError, toWire } from '../../../../shared/errors.ts';
import type { Provider } from '../../provider.ts';

/**
 * Nothing is asked with a key that was taken away, be it in the middle of a turn: every request looks anew. One
 * that is on its way already goes on.
 */
export function whileHeld(provider: Provider, isHeld: () => boolean): Provider {
  function assertHeld(): void {
    if (!isHeld()) throw keyRemoved(provider);
  }
  return {
    ...provider,
    async *stream(request, call) {
      if (isHeld()) yield* provider.stream(request, call);
      else yield [{ type: 'error', error: toWire(keyRemoved(provider)) }];
    },
    async complete(request, call) {
      assertHeld();
      return await provider.complete(request, call);
    },
    async countTokens(request, call) {
      assertHeld();
      return await provider.countTokens(request, call);
    },
  };
}

function keyRemoved({ id, name }: Provider): AppError {
  return new AppError(
    'authentication-failed',
    `The key that ${name} was asked with was removed. Ask again to go on with what the settings hold now.`,
    { situation: 'key-removed', details: { provider: id, providerName: name } },
  );
}
