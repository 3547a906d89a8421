import type { NamedStream, StreamId } from '../../../domain/modelling/ids.ts';
import type { Page, PageRequest } from '../../paging.ts';
import { Undeliverable } from '../../undeliverable.ts';

/** Fields that are added up, by name: whole numbers. */
export type Sums = Readonly<Record<string, number>>;

/** Where a total is kept with all contributions to it: its key, and the partition that follows from the key. */
export interface TotalPlace {
  /** The values of the key in one text. Places are listed in the order of this text. */
  readonly partition: string;
  readonly key: Readonly<Record<string, string>>;
}

/** What one stream adds to one total, or its part in one joined document. */
export interface Contribution<Value = Sums> {
  readonly streamId: NamedStream;
  /** The version of the stream at which it was calculated. */
  readonly version: number;
  /** Undefined when the stream adds nothing any more. The document stays, so that no older contribution can come after it. */
  readonly value: Value | undefined;
}

/** A contribution as it was read, with the etag under which it can be replaced. */
export interface FoundContribution<Value = Sums> extends Contribution<Value> {
  readonly etag: string;
}

/** A contribution to be stored, and the one that it replaces; undefined where there was none. */
export interface ContributionChange<Value = Sums> extends Contribution<Value> {
  readonly before: FoundContribution<Value> | undefined;
}

/** The most contributions that change in one transaction: Cosmos DB takes 100 operations, and the total is one. */
export const mostChanges = 99;

/** The changes of one transaction are larger than it can be. Fewer may fit. */
export class ChangesTooLarge extends Undeliverable {
  override readonly name = 'ChangesTooLarge';
}

/** The code of a view fails on a change. Others of the same transaction may be taken without it. */
export class ChangeNotTaken extends Error {
  override readonly name = 'ChangeNotTaken';
}

/** The contribution of a stream cannot be read, so nobody knows what it has added. An operator repairs the view. */
export class DamagedContribution extends Undeliverable {
  override readonly name = 'DamagedContribution';
}

/** Which totals to list: those whose first field of the key is from `from` to `to`, both included. */
export interface TotalsRequest extends PageRequest {
  readonly from?: string;
  readonly to?: string;
}

/** The totals of one view, and what each stream contributes to them. Disposable: they can be counted again from the events. */
export interface Contributions<Row> {
  /** What a stream contributes to a total. Throws {@link DamagedContribution} and UnusableKey. */
  find(partition: string, streamId: NamedStream): Promise<FoundContribution | undefined>;

  /**
   * Stores contributions of different streams to one total and changes the total by the difference, all or nothing. Returns the
   * new etags in the order of the changes; 'conflict' when one of them was changed since it was read, which after a lost answer
   * may be by this very save. Changes of other streams to the same total are no conflict. A total that is missing is made
   * of all contributions to it. Takes at most {@link mostChanges}. Throws {@link ChangesTooLarge}.
   */
  save(place: TotalPlace, changes: readonly ContributionChange[]): Promise<readonly string[] | 'conflict'>;

  /** A page of totals to which at least one stream contributes, in the order of their places. Throws UnknownContinuation. */
  list(request: TotalsRequest): Promise<Page<Row>>;

  /**
   * A page of the places of all totals, also of those to which nothing contributes any more, in their order. `asOf` only tells one list from
   * another. Throws UnknownContinuation.
   */
  places(request: TotalsRequest & { readonly asOf: string }): Promise<Page<TotalPlace>>;

  /** The streams that contribute or ever contributed to a total, at most so many. */
  streams(partition: string, atMost: number): Promise<readonly StreamId[]>;

  /** Every partition that holds anything, for an audit: it reads all. */
  partitions(): Promise<readonly string[]>;

  /** A total and all contributions to it, as they were at one moment. */
  check(partition: string): Promise<TotalCheck>;

  /** Writes the sums of a total that was checked. 'conflict' when it was changed since. */
  repair(place: TotalPlace, counted: CountedSums, etag: string | undefined): Promise<'saved' | 'conflict'>;
}

/** A total beside the sum of the contributions to it. */
export interface TotalCheck {
  /** Undefined when the total is missing or damaged. */
  readonly stored: CountedSums | undefined;
  readonly counted: CountedSums;
  readonly contributions: readonly FoundContribution[];
  /** Of the total; undefined where there is none. */
  readonly etag: string | undefined;
}

/** The sum of contributions, and how many there are. */
export interface CountedSums {
  readonly value: Sums;
  readonly contributions: number;
}

/** Adds up what contributions say. */
export const sumOf = (contributions: readonly Pick<Contribution, 'value'>[]): CountedSums => ({
  value: added(contributions.map(({ value }) => value ?? {})),
  contributions: contributions.filter(({ value }) => value !== undefined).length,
});

/** By how much these changes change the total. */
export const differenceOf = (changes: readonly ContributionChange[]): CountedSums => {
  const after = sumOf(changes);
  const before = sumOf(changes.map(({ before: found }) => ({ value: found?.value })));
  return {
    value: added([after.value, negative(before.value)]),
    contributions: after.contributions - before.contributions,
  };
};

/** Adds sums, field by field. */
export const added = (all: readonly Sums[]): Sums => {
  const result = new Map<string, number>();
  for (const sums of all)
    for (const [field, number] of Object.entries(sums)) result.set(field, (result.get(field) ?? 0) + number);
  return Object.fromEntries(result);
};

const negative = (sums: Sums): Sums =>
  Object.fromEntries(Object.entries(sums).map(([field, number]) => [field, 0 - number]));
