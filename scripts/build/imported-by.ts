/** What of rolldown's `ChunkingContext` is asked here. */
export interface ModuleGraph {
  getModuleInfo(id: string): {
    readonly importedIds: readonly string[];
    readonly dynamicallyImportedIds: readonly string[];
  } | null;
}

/** These modules, all they import, and so on; with `later` also what they import when they need it. */
export function importedBy(
  graph: ModuleGraph,
  ids: readonly string[],
  { later = false } = {},
): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...ids];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    const info = graph.getModuleInfo(id);
    if (info === null) continue;
    waiting.push(...info.importedIds, ...(later ? info.dynamicallyImportedIds : []));
  }
  return found;
}
