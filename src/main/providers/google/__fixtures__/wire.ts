/** A chunk as the vendor writes it. */
export function toSse(chunk: string | object): string {
  return `data: ${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}\r\n\r\n`;
}

/** A chunk of an answer whose content has these parts. */
export const chunk = (parts: readonly object[], candidate: object = {}, rest: object = {}) => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...candidate }],
  modelVersion: 'gemini-3.8-flash',
  responseId: 'resp_1',
  ...rest,
});

export const text = (words: string, extra: object = {}) => chunk([{ text: words, ...extra }]);

export const usageMetadata = {
  promptTokenCount: 10,
  candidatesTokenCount: 5,
  thoughtsTokenCount: 3,
  totalTokenCount: 18,
};

/** The last chunk. */
export const ended = (finishReason = 'STOP', parts: readonly object[] = [], more: object = {}) =>
  chunk(parts, { finishReason, ...more }, { usageMetadata });

/** A whole, short answer. */
export const shortAnswer = [text('Hel'), text('lo'), ended()].map(toSse).join('');
