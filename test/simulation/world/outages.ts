import type { Random } from './random.ts';

/** Something that cannot be reached for a while: a whole service, or of a service what concerns one place. */
export interface Outage {
  /** With what the names of its calls begin, and what is somewhere in them. */
  readonly service: string;
  readonly place: string;
  /** In virtual milliseconds. */
  readonly from: number;
  readonly until: number;
}

const services = [
  ...['events.', 'events.append', 'events.read', 'snapshots', 'keys', 'reservations', 'bus', 'archive', 'parking'],
  ...['failures', 'orders.', 'orders-by-customer', 'accounts', 'carts', 'customers', 'products', 'processes'],
  ...['activity', 'statements', 'customer-summaries', 'sales-by-day', 'sales-by-product', 'journal'],
];

const places = ['', 'o1', 'o2', 'k1', 'ada', 'bob-eur', 'tea', '2026', 'fulfilment', 'transfer'];

const sessions = ['order-', 'order-o', 'account-', 'product-tea', 'customer-'];

/** The longest, in milliseconds: longer than anybody waits for the answer to what a process has asked. */
const longestMs = 45 * 60_000;

/** Draws the outages of a run: in half of the runs none. They begin while clients are at work, and end at very different times. */
export const drawOutages = (random: Random): readonly Outage[] => {
  if (random.chance(0.5)) return [];
  return Array.from({ length: random.between(1, 3) }, () => {
    const from = random.between(0, 4_000);
    const until = from + Math.round(longestMs * 10 ** (-4 * random.next()));
    // A broker that refuses one session while it takes others is what gets a stream parked.
    return random.chance(0.3)
      ? { service: 'bus', place: random.oneOf(sessions), from, until }
      : { service: random.oneOf(services), place: random.oneOf(places), from, until };
  });
};

/** Whether a call of this name meets an outage. */
export const isAway = (outages: readonly Outage[], name: string, now: number): boolean =>
  outages.some(
    ({ service, place, from, until }) => from <= now && now < until && name.startsWith(service) && name.includes(place),
  );
