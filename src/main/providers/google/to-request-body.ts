import type { Fields } from '../http/fields.ts';
import type { ModelRequest } from '../provider.ts';
import type { ToolNames } from '../tool-names.ts';
import type { GeminiSchema } from './gemini-schema.ts';
import { rulesOf } from './model-rules.ts';
import type { ModelRules } from './model-rules.ts';
import { toContents } from './to-contents.ts';
import type { Content } from './to-contents.ts';
import { toGeminiSchema } from './to-gemini-schema.ts';
import { toThinkingConfig } from './to-thinking-config.ts';
import type { ThinkingConfig } from './to-thinking-config.ts';

/** What is asked; tokens are counted with all of it but `generationConfig`. */
export interface RequestBody {
  readonly contents: readonly Content[];
  readonly systemInstruction?: { readonly parts: readonly { readonly text: string }[] };
  readonly tools?: readonly Fields[];
  readonly toolConfig?: Fields;
  readonly generationConfig?: {
    readonly temperature?: number;
    readonly maxOutputTokens?: number;
    readonly thinkingConfig?: ThinkingConfig;
  };
}

interface FunctionDeclaration {
  readonly name: string;
  readonly description: string;
  readonly parameters?: GeminiSchema;
}

export function toRequestBody(request: ModelRequest, names: ToolNames): RequestBody {
  const rules = rulesOf(request.model);
  const { systemPrompt, messages } = request;
  return {
    contents: toContents(messages, {
      names,
      signatures: rules.signatures,
      resultFiles: rules.resultFiles,
      artifacts: request.artifacts,
    }),
    ...(systemPrompt.trim() === ''
      ? {}
      : { systemInstruction: { parts: [{ text: systemPrompt }] } }),
    ...toolsOf(request, rules, names),
    ...generationOf(request, rules),
  };
}

/**
 * Functions, and the vendor's own search. Models before Gemini 3 take one or the other: the functions stay, for they
 * are what was chosen by name.
 */
function toolsOf(
  { tools, webSearch }: ModelRequest,
  { webSearch: search }: ModelRules,
  names: ToolNames,
): Pick<RequestBody, 'tools' | 'toolConfig'> {
  const functionDeclarations = tools.map(
    ({ name, description, inputSchema }): FunctionDeclaration => {
      const parameters = toGeminiSchema(inputSchema);
      return {
        name: names.toVendor(name),
        description,
        ...(parameters === undefined ? {} : { parameters }),
      };
    },
  );
  const searches =
    webSearch === true && (search === 'with-tools' || (search === 'alone' && tools.length === 0));
  if (tools.length === 0) return searches ? { tools: [{ googleSearch: {} }] } : {};
  if (!searches) return { tools: [{ functionDeclarations }] };
  return {
    tools: [{ functionDeclarations }, { googleSearch: {} }],
    // Both together only work if what the vendor ran comes back with the next request.
    toolConfig: {
      functionCallingConfig: { mode: 'VALIDATED' },
      includeServerSideToolInvocations: true,
    },
  };
}

function generationOf(
  request: ModelRequest,
  rules: ModelRules,
): Pick<RequestBody, 'generationConfig'> {
  const { temperature, maxOutputTokens } = request;
  const thinkingConfig = toThinkingConfig(rules, request);
  const generationConfig = {
    ...(temperature === undefined || !rules.temperature ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(thinkingConfig === undefined ? {} : { thinkingConfig }),
  };
  return Object.keys(generationConfig).length === 0 ? {} : { generationConfig };
}
