/**
 * What a page sends in one piece, as JSON in UTF-8. Every input the contract allows fits: a character
 * can take six bytes there (`\u0000`), and nothing may be lost with the connection that carried it.
 */
export const maxFrameBytes = 1024 * 1024;

/** One message of a person, or its draft. */
export const maxPromptLength = 100_000;
/** The instructions of a conversation. They can travel together with its first message. */
export const maxInstructionsLength = 50_000;
export const maxTitleLength = 200;
/** What rules and switches name a tool by. */
export const maxToolKeyLength = 200;
/** Tools switched off in one conversation. */
export const maxToolsNamed = 400;
/** That any model takes; many take less. */
export const highestTemperature = 2;
/** In US dollars per million tokens: many times what the dearest model costs. */
export const maxPrice = 100_000;
/** Resources of servers in one message. */
export const maxAttachments = 20;
/** What the page reads of a kept text at a time, in UTF-16 code units. */
export const maxReadLength = 100_000;
/** An `.mcpb` file. */
export const largestBundle = 200 * 1000 * 1000;
/** What of it travels in one message, before it is base64. */
export const bundlePieceBytes = 512 * 1024;
