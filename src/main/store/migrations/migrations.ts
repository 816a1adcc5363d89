import { conversationsMigration } from './0001-conversations.ts';
import { rootsMigration } from './0002-roots.ts';
import { usageMigration } from './0003-usage.ts';
import { toolsMigration } from './0004-tools.ts';
import { artifactsMigration } from './0005-artifacts.ts';
import { attachmentsMigration } from './0006-attachments.ts';
import type { Migration } from './migration.ts';

/** In order. A new one goes to the end, in a file of its own. */
export const migrations: readonly Migration[] = [
  conversationsMigration,
  rootsMigration,
  usageMigration,
  toolsMigration,
  artifactsMigration,
  attachmentsMigration,
];
