import type { EventOf, EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { Recorded } from '../../../domain/modelling/recorded.ts';
import type { Total } from '../../../domain/modelling/total.ts';
import { added, type FoundContribution, type Sums, type TotalPlace } from './contributions.ts';
import { placeOf } from './total-place.ts';

/** What a stream adds to one total, and the version that changed this last. */
export interface PlaceContribution<Value = Sums> {
  readonly place: TotalPlace;
  /** Undefined when it adds nothing any more. */
  readonly value: Value | undefined;
  readonly changedAt: number;
}

/** What one stream contributes at a version: to every total that it has ever contributed to, by partition. */
export interface StreamContributions<Folded, Value = Sums> {
  readonly version: number;
  readonly folded: Folded | undefined;
  readonly places: ReadonlyMap<string, PlaceContribution<Value>>;
}

/** A stream before its first event. */
export const nothingContributed: StreamContributions<never, never> = {
  version: 0,
  folded: undefined,
  places: new Map(),
};

/** As much of a declaration as says what a stream contributes. */
export type Contributing<Types extends EventTypes, Folded extends object, Row extends object> = Pick<
  Total<Types, Folded, Row>,
  'name' | 'fold' | 'contributions' | 'key' | 'sums'
>;

/**
 * What a stream contributes after one more event. A total that it contributed to at any version before stays listed, because
 * another process may store that older contribution late, and it must find a newer one there.
 */
export const contributionsAfter =
  <Types extends EventTypes, Folded extends object, Row extends object>(total: Contributing<Types, Folded, Row>) =>
  (before: StreamContributions<Folded>, recorded: Recorded<EventOf<Types>>): StreamContributions<Folded> => {
    const { version } = recorded;
    const folded = total.fold(before.folded, recorded);
    const now =
      folded === undefined ? new Map<string, Placed<Sums>>() : rowsByPlace(total, total.contributions(folded));
    return { version, folded, places: placesAfter(before.places, now, { version, isSame }) };
  };

/** A value at its place. */
export interface Placed<Value> {
  readonly place: TotalPlace;
  readonly value: Value;
}

/** The places of a stream after an event behind which it has these values there. None of them is ever forgotten. */
export const placesAfter = <Value>(
  before: ReadonlyMap<string, PlaceContribution<Value>>,
  now: ReadonlyMap<string, Placed<Value>>,
  {
    version,
    isSame: same,
  }: { readonly version: number; readonly isSame: (one: Value | undefined, other: Value | undefined) => boolean },
): ReadonlyMap<string, PlaceContribution<Value>> => {
  const places = new Map(before);
  for (const [partition, { place }] of [...before, ...now]) {
    const value = now.get(partition)?.value;
    if (!same(places.get(partition)?.value, value)) places.set(partition, { place, value, changedAt: version });
  }
  return places;
};

/**
 * Whether a stored contribution is what the stream contributes at its version, or newer. It need not be stored again for events
 * that did not change it: no process can have stored anything else since.
 */
export const isUpToDate = (
  { changedAt }: Pick<PlaceContribution, 'changedAt'>,
  stored: Pick<FoundContribution, 'version'> | undefined,
) => stored !== undefined && stored.version >= changedAt;

const rowsByPlace = <Row extends object>(
  { name, key, sums }: Pick<Total<EventTypes, object, Row>, 'name' | 'key' | 'sums'>,
  rows: readonly Row[],
): ReadonlyMap<string, Placed<Sums>> => {
  const found = new Map<string, Placed<Sums>>();
  for (const row of rows) {
    const place = placeOf(Object.fromEntries(key.map((field) => [field, String(row[field])])));
    const value = Object.fromEntries(sums.map((field) => [field, wholeNumber(name, field, row[field])]));
    const earlier = found.get(place.partition)?.value;
    found.set(place.partition, { place, value: earlier === undefined ? value : added([earlier, value]) });
  }
  return found;
};

const wholeNumber = (name: string, field: string, value: unknown): number => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new Error(`The total ${name} cannot add up ${field}, which is ${String(value)}.`);
};

const isSame = (one: Sums | undefined, other: Sums | undefined): boolean => {
  if (one === undefined || other === undefined) return one === other;
  return Object.keys({ ...one, ...other }).every((field) => one[field] === other[field]);
};
