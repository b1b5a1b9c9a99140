/** First what somebody waits for while writing, then what is in view, then all else, and last what nobody waits for. */
export const priorities = ['completion', 'visible', 'rest', 'background'] as const;
export type Priority = (typeof priorities)[number];

export interface Queued {
  readonly priority: Priority;
  /** Of requests with one topic only those of the newest generation are answered. */
  readonly topic?: string | undefined;
  readonly generation?: number | undefined;
}

/** What an addition has pushed out. */
export interface Displaced<Item> {
  /** Older generations of the topic; the item itself when a newer one waits already. */
  readonly superseded: readonly Item[];
  /** The oldest of the lowest priority, when there was no room. */
  readonly dropped: Item | undefined;
}

export const isNewer = (one: Queued, than: Queued): boolean =>
  one.topic !== undefined && one.topic === than.topic && (one.generation ?? 0) > (than.generation ?? 0);

/** Requests that wait, by priority and then by age. Holds a limited number; knows nothing of time or of what they are. */
export class RequestQueue<Item extends Queued> {
  /** Oldest first in each priority. */
  private readonly lanes: Readonly<Record<Priority, Item[]>> = {
    completion: [],
    visible: [],
    rest: [],
    background: [],
  };

  constructor(readonly capacity: number) {}

  get size(): number {
    return priorities.reduce((sum, priority) => sum + this.lanes[priority].length, 0);
  }

  add(item: Item): Displaced<Item> {
    const all = priorities.flatMap((priority) => this.lanes[priority]);
    if (all.some((other) => isNewer(other, item))) return { superseded: [item], dropped: undefined };
    const superseded = all.filter((other) => isNewer(item, other));
    for (const old of superseded) this.remove(old);
    this.lanes[item.priority].push(item);
    const dropped = this.size > this.capacity ? this.oldestOfLowest() : undefined;
    if (dropped !== undefined) this.remove(dropped);
    return { superseded, dropped };
  }

  /** Puts back what was taken and has work left: it stays the first of its priority. */
  putBack(item: Item): void {
    this.lanes[item.priority].unshift(item);
  }

  take(): Item | undefined {
    for (const priority of priorities) {
      const item = this.lanes[priority].shift();
      if (item !== undefined) return item;
    }
    return undefined;
  }

  remove(item: Item): void {
    const lane = this.lanes[item.priority];
    const index = lane.indexOf(item);
    if (index >= 0) lane.splice(index, 1);
  }

  private oldestOfLowest(): Item | undefined {
    const { background, rest, visible, completion } = this.lanes;
    return background[0] ?? rest[0] ?? visible[0] ?? completion[0];
  }
}
