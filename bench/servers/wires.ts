import { anthropicWire } from './anthropic-wire.ts';
import { chatWire } from './chat-wire.ts';
import { geminiWire } from './gemini-wire.ts';
import { responsesWire } from './responses-wire.ts';
import type { Wire } from './wire.ts';

/** By what the adapters are called in the subjects. */
export const wires = {
  anthropic: anthropicWire,
  responses: responsesWire,
  chat: chatWire,
  gemini: geminiWire,
} as const satisfies Record<string, Wire>;
export type WireName = keyof typeof wires;

export function isWireName(name: string): name is WireName {
  return name in wires;
}
