import type { Random } from '../world/random.ts';

/** A type of events that is new, and the command that leads to it. */
export interface NewEventType {
  readonly event: string;
  readonly command: string;
}

/** What hosts run. */
export interface Release {
  /** The build of its code. */
  readonly build: string;
  /** What it cannot read yet: undefined where it reads all. */
  readonly unread: NewEventType | undefined;
  /** The command that it does not take yet. */
  readonly unaccepted: string | undefined;
}

/** The releases of a run, one after the other. The last one reads and takes everything. */
export type Releases = readonly [Release, ...Release[]];

const newest: Release = { build: 'simulated', unread: undefined, unaccepted: undefined };

/** Nothing is deployed while the system runs. */
export const oneRelease: Releases = [newest];

const newTypes: readonly NewEventType[] = [
  { event: 'ProductPriceChanged', command: 'ChangeProductPrice' },
  { event: 'OrderQuantityChanged', command: 'ChangeOrderQuantity' },
  { event: 'OrderLineRemoved', command: 'RemoveOrderLine' },
  { event: 'CustomerAddressChanged', command: 'ChangeCustomerAddress' },
];

/**
 * Draws the releases of a run. In most there is one. Where an event is new, readers are deployed before writers; or, in a hurry, both at
 * once, so that hosts run side by side of which some cannot read what others write.
 */
export const drawReleases = (random: Random): Releases => {
  if (!random.chance(0.35)) return oneRelease;
  const unread = random.oneOf(newTypes);
  const before: Release = { build: 'simulated-before', unread, unaccepted: unread.command };
  const reading: Release = { build: 'simulated-reading', unread: undefined, unaccepted: unread.command };
  return random.chance(0.4) ? [before, reading, newest] : [before, newest];
};

/** Whether a release was deployed that writes what the one before it cannot read. */
export const isHurried = (releases: Releases): boolean => releases.length === 2;
