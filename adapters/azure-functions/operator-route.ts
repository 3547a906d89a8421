import type { HttpHandler } from '@azure/functions';
import type { z } from 'zod';
import { httpRoute } from './http-route.ts';
import type { ParameterSchema } from './parameters.ts';
import { guardedQuery, type QueryRoute } from './query-route.ts';

/** One function for operators, below /api/ops: /admin belongs to the Functions host. */
export interface OperatorRoute<
  Name extends string,
  Schema extends ParameterSchema,
  Body extends z.ZodType,
> extends QueryRoute<Name, Schema, Body> {
  readonly method: 'GET' | 'POST';
}

/**
 * Registers a function below /api/ops, and returns its handler. Operators are callers with a role, like all others: no key is
 * asked for. What they ask for may take long, so it has no deadline.
 */
export const operatorRoute = <Name extends string, Schema extends ParameterSchema, Body extends z.ZodType>(
  route: OperatorRoute<Name, Schema, Body>,
): HttpHandler =>
  httpRoute({ ...guardedQuery(route), method: route.method, path: `ops/${route.path}`, deadlineMs: Infinity });
