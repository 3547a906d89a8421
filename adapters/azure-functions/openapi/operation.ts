import type { z } from 'zod';
import type { Problem } from '../problem.ts';

/** A problem that a route may answer with, as far as it is the same each time. */
export type ProblemKind = Pick<Problem, 'status' | 'name'>;

/** An answer other than a problem. */
export interface DescribedAnswer {
  readonly status: 200 | 201;
  readonly what: string;
  readonly body: z.ZodType;
  /** Headers that come along beside x-correlation-id. */
  readonly headers?: readonly ('ETag' | 'Location')[];
}

/** What there is to know of a route for whoever calls it. */
export interface About {
  /** The roles that open it; absent where everybody may call. */
  readonly roles?: readonly string[];
  /** Path and query string, by name. */
  readonly parameters?: z.ZodType;
  readonly headers?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answers: readonly DescribedAnswer[];
  /** Beside those that follow from what the route is: see usual-problems.ts. */
  readonly problems: readonly ProblemKind[];
}

/** A route and what there is to know of it. */
export interface Operation extends About {
  /** The function's name: `PlaceOrder`. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** Below /api, with its parameters in braces. */
  readonly path: string;
}

const operations = new Map<string, Operation>();

/** Keeps what there is to know of a route that is registered: nobody has to list routes for the description. */
export const addOperation = (operation: Operation): void => {
  operations.set(operation.name, operation);
};

/** All that was registered and described so far, by name. */
export const describedOperations = (): readonly Operation[] =>
  [...operations.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
