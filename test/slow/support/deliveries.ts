import type { Told } from './receiver-process.ts';

/** Everything that receivers told, and what is wrong with it. */
export interface Deliveries {
  hear(told: Told): void;
  completedCount(): number;
  /** How often a message arrived that had arrived before. */
  repeats(): number;
  /**
   * The promises of a session that were broken: a message arrives after all before it, again only with a raised
   * delivery count, and never once its completion was confirmed.
   */
  brokenPromises(): string[];
}

/** Begins to listen. */
export function deliveries(): Deliveries {
  const heard: Told[] = [];
  const completed = new Set<string>();
  const inTime = (): Told[] => heard.toSorted((a, b) => (BigInt(a.at) < BigInt(b.at) ? -1 : 1));
  return {
    hear(told) {
      heard.push(told);
      if (told.what === 'completed') completed.add(nameOf(told));
    },
    completedCount: () => completed.size,
    repeats() {
      const arrived = heard.filter(({ what }) => what === 'arrived');
      return arrived.length - new Set(arrived.map(nameOf)).size;
    },
    brokenPromises() {
      const sessions = Map.groupBy(inTime(), ({ session }) => session);
      return [...sessions.values()].flatMap(brokenIn);
    },
  };
}

function brokenIn(told: readonly Told[]): string[] {
  const broken: string[] = [];
  const lastCount = new Map<number, number>();
  const completed = new Set<number>();
  for (const message of told) {
    const { what, index, deliveryCount } = message;
    if (what === 'completed') {
      completed.add(index);
      continue;
    }
    const before = lastCount.get(index);
    if (completed.has(index)) broken.push(`${nameOf(message)} came back after it was completed`);
    if (before === undefined && index !== lastCount.size) broken.push(`${nameOf(message)} came before its turn`);
    if (before !== undefined && deliveryCount <= before) broken.push(`${nameOf(message)} came again uncounted`);
    lastCount.set(index, deliveryCount);
  }
  return broken;
}

function nameOf({ session, index }: Told): string {
  return `${session}:${index}`;
}
