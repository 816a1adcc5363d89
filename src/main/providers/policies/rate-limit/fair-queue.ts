/** First come, first served, one of each lane in turn: who brings many waits behind itself only. */
export interface FairQueue<Item> {
  readonly size: number;
  /** All of them, in no particular order. */
  readonly items: readonly Item[];
  add(lane: string, item: Item): void;
  /** Whose turn it is. */
  first(): Item | undefined;
  /** That one has its turn now. */
  take(): void;
  /** It gives up its turn. */
  remove(item: Item): void;
  /** How many have their turn before it. */
  ahead(item: Item): number;
}

export function createFairQueue<Item>(): FairQueue<Item> {
  /** In the order of their next turn. A lane that is empty is gone. */
  const lanes = new Map<string, Item[]>();

  return {
    get size() {
      return [...lanes.values()].reduce((sum, lane) => sum + lane.length, 0);
    },
    get items() {
      return [...lanes.values()].flat();
    },
    add(lane, item) {
      const waiting = lanes.get(lane);
      if (waiting === undefined) lanes.set(lane, [item]);
      else waiting.push(item);
    },
    first: () => lanes.values().next().value?.[0],
    take() {
      const next = lanes.entries().next().value;
      if (next === undefined) return;
      const [name, lane] = next;
      lanes.delete(name);
      if (lane.length > 1) lanes.set(name, lane.slice(1));
    },
    remove(item) {
      for (const [name, lane] of lanes) {
        const at = lane.indexOf(item);
        if (at === -1) continue;
        lane.splice(at, 1);
        if (lane.length === 0) lanes.delete(name);
      }
    },
    ahead(item) {
      const all = [...lanes.values()];
      const own = all.findIndex((lane) => lane.includes(item));
      const round = all[own]?.indexOf(item) ?? 0;
      return all.reduce((sum, lane, index) => {
        if (index === own) return sum + round;
        return sum + Math.min(lane.length, index < own ? round + 1 : round);
      }, 0);
    },
  };
}
