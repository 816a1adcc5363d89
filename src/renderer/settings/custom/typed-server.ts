import type { ProviderInfo } from '../provider-types.ts';

export interface TypedHeader {
  /** Of its row. */
  readonly id: string;
  readonly name: string;
  readonly value: string;
}

/** What stands in the fields of a server's form, saved or not. */
export interface TypedServer {
  readonly headers: readonly TypedHeader[];
  readonly models: readonly string[];
}

/** The fields hold their text themselves: the value of a header is in no state of the page. */
export function typedServer(form: HTMLFormElement | null | undefined): TypedServer {
  const fields = new FormData(form ?? undefined);
  const text = (name: string) => {
    const value = fields.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const ids = [...fields.keys()].flatMap((name) => /^header-(\d+)$/.exec(name)?.[1] ?? []);
  return {
    headers: ids.map((id) => ({ id, name: text(`header-${id}`), value: text(`value-${id}`) })),
    models: modelsIn(text('models')),
  };
}

/** As the core takes them: one whose value is left empty keeps the one it has. */
export function givenHeaders(headers: readonly TypedHeader[]) {
  return headers
    .filter(({ name }) => name !== '')
    .map(({ name, value }) => (value === '' ? { name } : { name, value }));
}

/** It is not as it was saved. */
export function isOther(
  { headers, models }: TypedServer,
  { headers: saved, namedModels = [] }: Pick<ProviderInfo, 'headers' | 'namedModels'>,
): boolean {
  const names = headers.map(({ name }) => name.toLowerCase()).filter((name) => name !== '');
  return (
    headers.some(({ value }) => value !== '') ||
    names.join() !== (saved?.names ?? []).join() ||
    models.join() !== namedModels.join()
  );
}

/** As they are written in one line: none has a comma in its name. */
function modelsIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((model) => model.trim())
    .filter((model) => model !== '');
}
