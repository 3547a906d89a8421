import type { z } from 'zod';
import { catalogue, type ProblemName } from '../problems/catalogue.ts';
import type { Problem } from '../problems/problem.ts';

/** The constant part of a problem that a route may answer with. */
export type ProblemKind = Pick<Problem, 'status' | 'name' | 'title'>;

/** A problem of the catalogue by its name; any other as it is. */
export const problemKind = (problem: ProblemKind | ProblemName): ProblemKind =>
  typeof problem === 'string' ? { ...catalogue[problem], name: problem } : problem;

/** An answer other than a problem. */
export interface DescribedAnswer {
  readonly status: 200 | 201;
  readonly what: string;
  readonly body: z.ZodType;
  /** Absent for application/json. */
  readonly mediaType?: string;
  /** Headers that come along beside x-correlation-id. */
  readonly headers?: readonly ('ETag' | 'Location' | 'annal-view-age')[];
  /** Whether callers who prefer a page get one instead. */
  readonly hasPage?: boolean;
}

/** The description of a route for its callers. */
export interface About {
  /** The roles that may call it; absent when anybody may. */
  readonly roles?: readonly string[];
  /** Path and query string, by name. */
  readonly parameters?: z.ZodType;
  readonly headers?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answers: readonly DescribedAnswer[];
  /** Beside those that every route of its kind has: see usual-problems.ts. */
  readonly problems: readonly (ProblemKind | ProblemName)[];
}

/** A route with its description. */
export interface Operation extends About {
  /** The function's name: `PlaceOrder`. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** Below /api, with its parameters in braces. */
  readonly path: string;
}

const operations = new Map<string, Operation>();

/** Adds the description of a registered route, so that no list of routes is kept by hand. */
export const addOperation = (operation: Operation): void => {
  operations.set(operation.name, operation);
};

/** Every route described so far, by name. */
export const describedOperations = (): readonly Operation[] =>
  [...operations.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
