import { v7 as uuidv7 } from 'uuid';
import type { ResourcePart } from '../contract/message.ts';

export function makeAttachment(own: Partial<ResourcePart> = {}): ResourcePart {
  return {
    type: 'resource',
    id: uuidv7(),
    server: { id: 'server-0a0b0c0d', name: 'Files' },
    uri: 'file:///notes.txt',
    name: 'notes.txt',
    content: [{ type: 'resource', uri: 'file:///notes.txt', text: 'Some notes.' }],
    readAt: 1,
    ...own,
  };
}
