/** How long a model may think, the least first. Each model has some of these, or none. */
export const efforts = ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
