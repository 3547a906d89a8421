import { ChangeFeedStartFrom, type Container } from '@azure/cosmos';
import type { Rate } from '../measure/in-lanes.ts';

/** Reads the change feed of a container to its end, in pages of 100: items a second, and what a page took. */
export async function readFeed(events: Container): Promise<Rate> {
  const beginning = ChangeFeedStartFrom.Beginning() as unknown as ChangeFeedStartFrom; // it is typed as another class
  const pages = events.items.getChangeFeedIterator({ changeFeedStartFrom: beginning, maxItemCount: 100 });
  const took: number[] = [];
  let items = 0;
  const started = performance.now();
  for (let from = started; ;) {
    const page = await pages.readNext();
    if (page.statusCode === 304) break;
    items += page.result.length;
    took.push(performance.now() - from);
    from = performance.now();
  }
  const seconds = (performance.now() - started) / 1000;
  took.sort((one, other) => one - other);
  const at = (share: number): number => took[Math.floor(took.length * share)] ?? Number.NaN;
  return { perSecond: items / seconds, median: at(0.5), p99: at(0.99) };
}
