import { startChild } from '../harness/child.ts';
import type { WireName } from './wires.ts';

export interface VendorServer {
  /** Address under which it speaks this format: see vendor-server.ts. */
  at(format: WireName): string;
  close(): Promise<void>;
}

export async function startVendorServer(): Promise<VendorServer> {
  const child = await startChild(new URL('vendor-server.ts', import.meta.url), []);
  const address = `http://127.0.0.1:${String(child.ready['port'])}`;
  return { at: (format) => `${address}/${format}`, close: () => child.close() };
}
