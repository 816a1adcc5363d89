/** Whose error it is: told with every one from here. */
export const ofAnthropic = { provider: 'anthropic', providerName: 'Anthropic' } as const;
