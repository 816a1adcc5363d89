import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { chooseWords } from './words.ts';

test.each(['en', 'de'] as const)(
  'what the system and the page show has one name, %s',
  async (language) => {
    const file = new URL(`../../renderer/i18n/${language}.json`, import.meta.url);
    const text = await readFile(file, 'utf8');
    const page = JSON.parse(text) as {
      sidebar: { new: string };
      chat: { untitled: string };
      quick: { title: string };
    };
    const words = chooseWords(language, []);
    expect([words.newChat, words.untitled, words.quickPrompt]).toEqual([
      page.sidebar.new,
      page.chat.untitled,
      page.quick.title,
    ]);
    const withoutKeys = text.replaceAll(/"[^"]*":/g, '');
    for (const said of [withoutKeys, ...Object.values(words)])
      expect(said).not.toMatch(/\bchats?\b|Taskleiste|schnelle Frage|quick question/i);
  },
);
