import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import { createEraConnector } from './connect-in-era.ts';
import type { ConnectInEraOptions } from './connect-in-era.ts';
import type { Connection } from './connection.ts';
import { createEraVerdicts } from './era-verdicts.ts';
import type { EraVerdict } from './era-verdicts.ts';
import { supervised, settle } from './__fixtures__/supervised.ts';
import { createSupervisor } from './supervisor.ts';

const hour = 60 * 60_000;
const discover = { supportedVersions: ['2026-07-28'], capabilities: {} };

function kept(file?: unknown) {
  const clock = createFakeClock(10 * 24 * hour);
  let stored: unknown = file;
  const verdicts = () =>
    createEraVerdicts({
      read: () => stored,
      // As a file has it.
      write: (value) => (stored = JSON.parse(JSON.stringify(value))),
      clock,
    });
  return { clock, verdicts, stored: () => stored };
}

describe('what is remembered of an era', () => {
  it('a legacy one holds for a day, a modern one until it is forgotten, over a new start', () => {
    const { clock, verdicts } = kept();
    verdicts().keep('a', { era: 'legacy' });
    verdicts().keep('b', { era: 'modern', discover });
    clock.advance(24 * hour - 1);
    expect(verdicts().get('a')).toEqual({ era: 'legacy' });
    clock.advance(1);
    expect(verdicts().get('a')).toBeUndefined();
    clock.advance(1000 * 24 * hour);
    expect(verdicts().get('b')).toEqual({ era: 'modern', discover });
    verdicts().forget('b');
    expect(verdicts().get('b')).toBeUndefined();
    expect(verdicts().get('never seen')).toBeUndefined();
  });

  it('a clock that was set back does not make a legacy one hold longer', () => {
    const clock = createFakeClock(1000);
    const verdicts = createEraVerdicts({
      read: () => ({ verdicts: { a: { era: 'legacy', at: 2000 } } }),
      write: () => {},
      clock,
    });
    expect(verdicts.get('a')).toBeUndefined();
  });

  it.each([
    null,
    'x',
    [],
    { verdicts: 7 },
    { verdicts: { a: 1 } },
    { verdicts: { a: { era: 'x' } } },
  ])('of a file that holds %j what can be read is used', (file) => {
    const { verdicts } = kept(file);
    expect(verdicts().get('a')).toBeUndefined();
    verdicts().keep('a', { era: 'legacy' });
    expect(verdicts().get('a')).toEqual({ era: 'legacy' });
  });

  it('one bad entry spoils no other', () => {
    const { verdicts } = kept({
      verdicts: { a: { era: 'modern', at: 1, discover }, b: { era: 'legacy' }, c: null },
    });
    expect(verdicts().get('a')).toEqual({ era: 'modern', discover });
    expect(verdicts().get('b')).toBeUndefined();
  });

  it('is of so many servers and no more, and of none that says too much of itself', () => {
    const { verdicts, stored } = kept();
    const all = verdicts();
    for (let server = 0; server < 510; server++) all.keep(`s${server}`, { era: 'legacy' });
    expect(all.get('s9')).toBeUndefined();
    expect(all.get('s10')).toEqual({ era: 'legacy' });
    all.keep('s10', { era: 'modern', discover: 'x'.repeat(70_000) });
    expect(all.get('s10')).toBeUndefined();
    expect(JSON.stringify(stored()).length).toBeLessThan(70_000);
  });
});

type Answer = 'legacy' | 'modern' | Error;

/** What each connect did, and with which verdict. */
function connector(
  answer: (verdict: EraVerdict | undefined, time: number) => Answer,
  { transport = 'stdio', ...all }: { transport?: 'stdio' | 'http' } & ReturnType<typeof kept>,
) {
  const tried: (string | undefined)[] = [];
  const connect: ConnectInEraOptions<Connection>['connect'] = async ({ verdict }) => {
    tried.push(verdict?.era);
    const came = answer(verdict, tried.length);
    if (came instanceof Error) throw came;
    return {
      era: came,
      ...(came === 'modern' ? { discover } : {}),
      ended: new Promise(() => {}),
      ping: async () => {},
      close: async () => {},
    };
  };
  const verdicts = all.verdicts();
  return {
    tried,
    verdicts,
    made: createEraConnector({ connect, verdicts, fingerprint: 'f', transport }),
  };
}

const { signal } = new AbortController();
const rpc = (code: number) => Object.assign(new Error('rpc'), { code });
const sdk = (code: string, status?: number) =>
  Object.assign(new Error('sdk'), { code, data: { status } });
const refused = (rpcCode: number) =>
  new AppError('mcp-request-failed', 'It refused.', { details: { server: 's', rpcCode } });
const exited = new AppError('mcp-connection-failed', 'It ended.', {
  details: { cause: 'exited' },
});

describe('connecting', () => {
  it('asks for the era once, and not again', async () => {
    for (const era of ['legacy', 'modern'] as const) {
      const all = kept();
      const first = connector(() => era, all);
      await first.made.connect({ signal });
      const second = connector(() => era, all);
      await second.made.connect({ signal });
      expect([...first.tried, ...second.tried]).toEqual([undefined, era]);
    }
  });

  it('a program that ends when it is asked is started once more as a legacy one', async () => {
    for (const end of [exited, sdk('ERA_NEGOTIATION_FAILED')]) {
      const all = kept();
      const first = connector((verdict) => (verdict === undefined ? end : 'legacy'), all);
      await first.made.connect({ signal });
      const second = connector(() => 'legacy', all);
      await second.made.connect({ signal });
      expect([first.tried, second.tried]).toEqual([[undefined, 'legacy'], ['legacy']]);
    }
  });

  it('a program that ends whatever it is asked is started twice and no more', async () => {
    const all = kept();
    const { made, tried } = connector(() => exited, all);
    await expect(made.connect({ signal })).rejects.toBe(exited);
    expect(tried).toEqual([undefined, 'legacy']);
    expect(all.stored()).toBeUndefined();
  });

  it('over HTTP an end says nothing of an era', async () => {
    const { made, tried } = connector(() => sdk('ERA_NEGOTIATION_FAILED', 503), {
      transport: 'http',
      ...kept(),
    });
    await expect(made.connect({ signal })).rejects.toMatchObject({
      code: 'ERA_NEGOTIATION_FAILED',
    });
    expect(tried).toEqual([undefined]);
  });

  it.each([
    rpc(-32_601),
    rpc(-32_022),
    rpc(-32_602),
    sdk('X', 400),
    sdk('ERA_NEGOTIATION_FAILED'),
    refused(-32_601),
    new AppError('mcp-connection-failed', 'No.', { details: { cause: 'version-unknown' } }),
    new AppError('mcp-connection-failed', 'No.', { cause: rpc(-32_022) }),
  ])('a legacy verdict that is wrong heals in the same start', async (error) => {
    const all = kept();
    all.verdicts().keep('f', { era: 'legacy' });
    const { made, tried, verdicts } = connector(
      (verdict) => (verdict === undefined ? 'modern' : error),
      all,
    );
    expect((await made.connect({ signal })).era).toBe('modern');
    expect(tried).toEqual(['legacy', undefined]);
    expect(verdicts.get('f')).toEqual({ era: 'modern', discover });
  });

  it('a modern verdict of a program that ends when it is spoken to heals in the same start', async () => {
    const all = kept();
    all.verdicts().keep('f', { era: 'modern', discover });
    const { made, tried } = connector(
      (verdict) => (verdict?.era === 'legacy' ? 'legacy' : exited),
      all,
    );
    expect((await made.connect({ signal })).era).toBe('legacy');
    expect(tried).toEqual(['modern', undefined, 'legacy']);
  });

  it.each([sdk('CLIENT_HTTP_AUTHENTICATION', 401), sdk('X', 403), sdk('X', 500), new Error('net')])(
    'whatever else fails changes no verdict',
    async (error) => {
      const all = kept();
      all.verdicts().keep('f', { era: 'modern', discover });
      const { made, tried, verdicts } = connector(() => error, all);
      await expect(made.connect({ signal })).rejects.toBe(error);
      expect(tried).toEqual(['modern']);
      expect(verdicts.get('f')?.era).toBe('modern');
    },
  );

  it('who leaves starts nothing more', async () => {
    const leaving = new AbortController();
    const { made, tried } = connector(() => {
      leaving.abort();
      return exited;
    }, kept());
    await expect(made.connect({ signal: leaving.signal })).rejects.toBe(exited);
    expect(tried).toEqual([undefined]);
  });

  it('what the first request says of the era counts, and what later ones say does not', async () => {
    const all = kept();
    all.verdicts().keep('f', { era: 'modern', discover });
    const { made, verdicts } = connector(() => 'modern', all);
    const proved = await made.connect({ signal });
    made.proved(proved);
    expect(made.eraWasWrong(rpc(-32_601), proved)).toBe(false);
    const unproved = await made.connect({ signal });
    expect(made.eraWasWrong(rpc(-32_000), unproved)).toBe(false);
    expect(made.eraWasWrong(rpc(-32_601), unproved)).toBe(true);
    expect(verdicts.get('f')).toBeUndefined();
    const asked = await made.connect({ signal });
    expect(made.eraWasWrong(rpc(-32_601), asked)).toBe(false);
  });

  it('a supervised server of another era than before is ready after one reconnect', async () => {
    const all = kept();
    all.verdicts().keep('f', { era: 'modern', discover });
    const { made, tried } = connector((verdict) => verdict?.era ?? 'legacy', all);
    const { clock } = supervised();
    const supervisor = createSupervisor({
      server: 's',
      enabled: true,
      connector: made,
      clock,
      random: () => 0.5,
      log: { error: () => {} },
      onState: () => {},
      onHealth: () => {},
    });
    const list = supervisor.call(async ({ era }) => {
      if (era === 'modern') throw rpc(-32_601);
      return 'tools';
    });
    await settle();
    expect(await list).toBe('tools');
    expect(tried).toEqual(['modern', undefined]);
    // An answer proves the era; what fails later says nothing of it.
    const call = supervisor.call(() => Promise.reject(rpc(-32_601)));
    await expect(call).rejects.toMatchObject({ code: -32_601 });
    expect(supervisor.status).toMatchObject({ state: 'ready', era: 'legacy' });
  });
});
