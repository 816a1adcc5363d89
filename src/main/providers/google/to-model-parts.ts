import type { Part, ToolCallPart } from '../../../shared/contract/message.ts';
import { fieldsOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import type { ToolNames } from '../tool-names.ts';
import type { ModelRules } from './model-rules.ts';
import { callDataOf, partsOf, signatureOf } from './vendor-data.ts';

export interface ModelPartsOptions {
  readonly names: ToolNames;
  readonly signatures: ModelRules['signatures'];
}

/** What the vendor has its clients say where a call was not signed: by another model, or before there were signatures. */
const unsigned = 'skip_thought_signature_validator';

/** What one response said, as the vendor wants it back: each signature on the part it came with, nothing joined. */
export function toModelParts(step: readonly Part[], options: ModelPartsOptions): Fields[] {
  const parts: Fields[] = [];
  // Of calls made side by side only the first is signed.
  let { signatures } = options;
  for (const part of step) {
    switch (part.type) {
      case 'text':
        if (part.text !== '') parts.push({ text: part.text });
        break;
      case 'file':
        parts.push({ inlineData: { mimeType: part.mediaType, data: part.data } });
        break;
      case 'reasoning': {
        // Thoughts of others, and summaries nobody signed, say nothing to the model.
        const signature = signatureOf(part.vendor);
        if (signature === undefined || signatures === 'refused') break;
        const { on, thoughtSignature } = signature;
        const before = parts.at(-1);
        if (on === 'thought') parts.push({ text: part.text, thought: true, thoughtSignature });
        else if (on === 'part-before' && before !== undefined && isPlain(before))
          parts[parts.length - 1] = { ...before, thoughtSignature };
        else parts.push({ text: '', thoughtSignature });
        break;
      }
      case 'tool-call':
        if (part.runner === 'provider') parts.push(...partsOf(part.vendor));
        else {
          parts.push(toFunctionCall(part, { ...options, signatures }));
          if (signatures === 'required') signatures = 'taken';
        }
        break;
      case 'step':
      case 'resource':
    }
  }
  return parts.some(saysSomething) ? parts : [];
}

function toFunctionCall(call: ToolCallPart, { names, signatures }: ModelPartsOptions): Fields {
  const { id, thoughtSignature: signed } = callDataOf(call.vendor);
  const thoughtSignature = signed ?? (signatures === 'required' ? unsigned : undefined);
  return {
    functionCall: {
      ...(id === undefined ? {} : { id }),
      name: names.toVendor(call.name),
      args: argsOf(call),
    },
    ...(thoughtSignature === undefined || signatures === 'refused' ? {} : { thoughtSignature }),
  };
}

/** The vendor takes objects only; what the model wrote instead is still worth showing it. */
function argsOf({ input, inputText }: ToolCallPart): Fields {
  return fieldsOf(input) ?? (inputText.trim() === '' ? {} : { INVALID_JSON: inputText });
}

/** It can carry a signature and has none yet. */
function isPlain(part: Fields): boolean {
  return (
    (part['text'] !== undefined || part['inlineData'] !== undefined) &&
    part['thought'] === undefined &&
    part['thoughtSignature'] === undefined
  );
}

function saysSomething({ text, thought, ...rest }: Fields): boolean {
  if (thought === true) return false;
  return typeof text === 'string'
    ? text.trim() !== ''
    : Object.keys(rest).some((name) => name !== 'thoughtSignature');
}
