/** Whether a tool runs: a person is asked each time, it simply runs, or it is not even offered. */
export const toolRules = ['ask', 'always', 'deny'] as const;
export type ToolRule = (typeof toolRules)[number];
