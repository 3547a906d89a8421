import type { Told } from './receiver-process.ts';

/** Everything that receivers told, and what is wrong with it. */
export interface Deliveries {
  hear(told: Told): void;
  /** How many different messages arrived. */
  arrivedCount(): number;
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
  const arrived = new Set<string>();
  const inTime = (): Told[] => heard.toSorted((a, b) => (BigInt(a.at) < BigInt(b.at) ? -1 : 1));
  return {
    hear(told) {
      heard.push(told);
      arrived.add(nameOf(told));
    },
    arrivedCount: () => arrived.size,
    repeats: () => heard.filter(({ what }) => what === 'arrived').length - arrived.size,
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
    broken.push(...wrongWith(message, { before: lastCount.get(index), next: lastCount.size, completed }));
    lastCount.set(index, deliveryCount);
  }
  return broken;
}

function wrongWith(
  message: Told,
  { before, next, completed }: { before: number | undefined; next: number; completed: ReadonlySet<number> },
): string[] {
  const { index, deliveryCount } = message;
  const wrong: string[] = [];
  if (completed.has(index)) wrong.push('came back after it was completed');
  if (before === undefined && index !== next) wrong.push('came before its turn');
  if (before !== undefined && deliveryCount <= before) wrong.push('came again uncounted');
  return wrong.map((what) => `${nameOf(message)} ${what}`);
}

function nameOf({ session, index }: Told): string {
  return `${session}:${index}`;
}
