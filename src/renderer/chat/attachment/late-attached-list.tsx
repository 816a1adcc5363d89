import { late } from '../../ui/late.tsx';

/** Few messages have any. */
export const AttachedList = late(async () => (await import('./attached-list.tsx')).AttachedList);
