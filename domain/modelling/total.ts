import type { z } from 'zod';
import type { EventOf, EventTypes } from './aggregate.ts';
import { asGeneration, type FormerGeneration, type Generation } from './generation.ts';
import { holdsPersonalData } from './personal.ts';
import type { Fold } from './view.ts';

/**
 * A sum over many streams, kept for each key: sales of each day and currency. Every stream contributes rows, which are a pure
 * function of what its events fold to; so repeated and reordered deliveries count once, and a stream that changes is corrected.
 */
export interface TotalDeclaration<Types extends EventTypes, Folded extends object, Row extends object> {
  /** Names the total's subscriber, under which it parks commits, and its container. Part of what is stored: never rename. */
  readonly name: string;
  /** See the same fields of a view. */
  readonly generation?: number;
  readonly former?: FormerGeneration<AnyTotal, Row>;
  /** The aggregate whose events it folds. */
  readonly source: { readonly category: string; readonly events: Types };
  /** What a row is: the fields of {@link key}, which are text, and those of {@link sums}. What is read back is parsed by it. */
  readonly schema: z.ZodType<Row, Row>;
  /** The fields that rows are added up by, and listed in the order of. The first can be limited by `from` and `to`. */
  readonly key: readonly (keyof Row & string)[];
  /** The fields that are added up: whole numbers, at most nine. Exact as long as no sum exceeds 2^53. */
  readonly sums: readonly (keyof Row & string)[];
  /** See the same field of a view. */
  readonly feed?: 'own';
  readonly fold: Fold<EventOf<Types>, Folded>;
  /** The rows that a stream adds now. Rows of one key are added up. A row that is no longer given is taken out of its total. */
  readonly contributions: (folded: Folded) => readonly Row[];
}

/** What is done with a total, whatever its types are. */
export type TotalUse<Result> = <Types extends EventTypes, Folded extends object, Row extends object>(
  total: Total<Types, Folded, Row>,
) => Result;

/** A declared total: see {@link TotalDeclaration}. Its name is that of its generation. */
export interface Total<Types extends EventTypes, Folded extends object, Row extends object>
  extends TotalDeclaration<Types, Folded, Row>, Generation {
  readonly generation: number;
  /** Calls `use` with this total in its own types, which a list of totals does not name. */
  withTypes<Result>(use: TotalUse<Result>): Result;
}

/** A total in a list of totals: its types are only known within {@link Total.withTypes}. */
export interface AnyTotal extends Generation {
  readonly source: { readonly category: string };
  readonly key: readonly string[];
  readonly feed?: 'own';
  readonly former?: { readonly declared: AnyTotal };
  withTypes<Result>(use: TotalUse<Result>): Result;
}

/** One change of a total is one patch with its count of contributions, and Cosmos DB takes ten operations in a patch. */
const mostSums = 9;

/** Declares a total. Throws an error that says what is wrong with the declaration. */
export const declareTotal = <Types extends EventTypes, Folded extends object, Row extends object>(
  declaration: TotalDeclaration<Types, Folded, Row>,
): Total<Types, Folded, Row> => {
  const { name, key, sums, schema } = declaration;
  if (key.length === 0) throw new Error(`The total ${name} has no key.`);
  if (sums.length === 0 || sums.length > mostSums)
    throw new Error(`The total ${name} adds up ${sums.length} fields; it must be 1 to ${mostSums}.`);
  if (key.some((field) => sums.includes(field))) throw new Error(`The total ${name} has a key that it adds up.`);
  if (holdsPersonalData({ row: { schema } }))
    throw new Error(`The total ${name} would keep personal data in its rows.`);
  return {
    ...asGeneration(declaration, unchanging),
    withTypes(use) {
      return use(this);
    },
  };
};

const unchanging = ({ source, key }: Pick<AnyTotal, 'source' | 'key'>) => ({ source: source.category, key });
