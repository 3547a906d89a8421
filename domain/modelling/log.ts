import { z } from 'zod';
import type { EventOf, EventTypes } from './aggregate.ts';
import { kindsOfField } from './field-kinds.ts';
import { asGeneration, type FormerGeneration, type Generation } from './generation.ts';
import type { OwnerField } from './owner.ts';
import { positioned, type byPosition } from './position.ts';
import { assertServed } from './query.ts';
import type { Recorded } from './recorded.ts';
import type { Fold, View, ViewPartition } from './view.ts';

/** What a log keeps of the events of one aggregate. */
export interface LogSourceDeclaration<Types extends EventTypes, Folded extends object, Entry extends object> {
  readonly source: { readonly category: string; readonly events: Types };
  /**
   * Folds what was before an event, for entries and changes that need it. Without it, nothing is ever read to keep the log, beside what was
   * delivered.
   */
  readonly fold?: Fold<EventOf<Types>, Folded>;
  /** Keeps beside each entry what its event has changed in the fold: old values and new, personal where this schema says so. */
  readonly changes?: {
    readonly schema: z.ZodType<Folded>;
    /** See the same field of a view. */
    readonly identifiedBy?: readonly string[];
  };
  /** The entry about an event, `before` being the fold of all earlier ones; undefined for an event that is not logged. */
  readonly entry: (recorded: Recorded<EventOf<Types>>, before: Folded | undefined) => Entry | undefined;
}

/** What is done with a source of a log, whatever its types are. */
export type LogSourceUse<Entry extends object, Result> = <Types extends EventTypes, Folded extends object>(
  source: LogSourceDeclaration<Types, Folded, Entry>,
) => Result;

/** A source in the list of a log: its types are only known within {@link LogSource.withTypes}. */
export interface LogSource<Entry extends object> {
  readonly category: string;
  withTypes<Result>(use: LogSourceUse<Entry, Result>): Result;
}

/** Declares what a log keeps of one aggregate. */
export const logSource = <Types extends EventTypes, Folded extends object, Entry extends object>(
  declaration: LogSourceDeclaration<Types, Folded, Entry>,
): LogSource<Entry> => ({ category: declaration.source.category, withTypes: (use) => use(declaration) });

/** The part of a {@link logSource} that keeps what each event has changed in a view. */
export const changesIn = <Types extends EventTypes, Shape extends object>({
  source,
  fold,
  schema,
  identifiedBy = [],
}: View<Types, Shape>) => ({ source, fold, changes: { schema, identifiedBy } });

/**
 * A way to ask for the entries of a log: by the values of some fields, and between two positions. They come in the order of their positions,
 * which the engine keeps: times are no order, as several events happen in one millisecond.
 */
export type LogQuery<Field extends string = string> = Pick<typeof byPosition, 'orderBy'> &
  Partial<Pick<typeof byPosition, 'range'>> & {
    /** See the same field of the query of a view. */
    readonly equal?: readonly Field[];
  };

/** A log: one document for each event, which is created once and never changed. Disposable, as a view is. */
export interface LogDeclaration<Entry extends object> {
  /** Names the log's subscriber, under which it parks commits, and its container. Part of what is stored: never rename. */
  readonly name: string;
  /** See the same fields of a view. */
  readonly generation?: number;
  readonly former?: FormerGeneration<AnyLog, Entry>;
  /** The aggregates whose events it keeps. Each generation has its own. */
  readonly sources: readonly LogSource<Entry>[];
  /** What an entry is. What it marks as personal, and what is personal among the changes, is stored under the key of its stream. */
  readonly schema: z.ZodType<Entry, Entry>;
  readonly partition: ViewPartition<keyof Entry & string> & { readonly by: 'field' };
  readonly owner: OwnerField<keyof Entry & string>;
  readonly queries: readonly LogQuery<keyof Entry & string>[];
  /** See the same field of a view. */
  readonly feed?: 'own';
}

/** What is done with a log, whatever its entries are. */
export type LogUse<Result> = <Entry extends object>(log: Log<Entry>) => Result;

/** A declared log: see {@link LogDeclaration}. Its name is that of its generation. */
export interface Log<Entry extends object> extends LogDeclaration<Entry>, Generation {
  readonly generation: number;
  /** Calls `use` with this log in its own types, which a list of logs does not name. */
  withTypes<Result>(use: LogUse<Result>): Result;
}

/** A log in a list of logs: the types of its entries are only known within {@link Log.withTypes}. */
export interface AnyLog extends Generation, Pick<Log<object>, 'schema' | 'feed' | 'withTypes'> {
  readonly sources: readonly { readonly category: string }[];
  readonly partition: ViewPartition;
  readonly owner: OwnerField;
  readonly queries: readonly LogQuery[];
  readonly former?: { readonly declared: AnyLog };
}

/** What the engine keeps beside an entry. */
const ownFields = ['id', 'version', 'streamId', 'position', 'changes'] as const;

/** Declares a log. Throws an error that says what is wrong with the declaration. */
export const declareLog = <Entry extends object>(declaration: LogDeclaration<Entry>): Log<Entry> => {
  const { name, schema, sources, partition } = declaration;
  const refuse = (fault: string): never => {
    throw new Error(`The log ${name} ${fault}.`);
  };
  const described = JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any', reused: 'inline' }));
  const taken = ownFields.filter((field) => described.includes(`"${field}":{`));
  if (taken.length > 0) refuse(`has ${taken.join(', ')} in its entries, which the engine keeps beside them`);
  if (kindsOfField(schema, partition.field).isPersonal) refuse(`has the personal ${partition.field} as its partition`);
  if (sources.length === 0) refuse('has no source');
  const categories = sources.map(({ category }) => category);
  if (new Set(categories).size < categories.length) refuse('has two sources of one aggregate');
  assertServed({ ...declaration, schema: z.intersection(schema, positioned) });
  return {
    ...asGeneration(declaration, unchanging),
    withTypes(use) {
      return use(this);
    },
  };
};

const unchanging = ({ partition, owner }: Pick<AnyLog, 'partition' | 'owner'>) => ({ partition, owner });
