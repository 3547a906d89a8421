import type { HttpHandler } from '@azure/functions';
import type { z } from 'zod';
import { httpRoute } from './http-route.ts';
import type { ParameterSchema } from './parameters.ts';
import type { Authorization } from './authorization.ts';
import { authorizedQuery, type QueryRoute } from './query-route.ts';

/**
 * Registers a query for operators below /api/ops (/admin belongs to the Functions host), and returns its handler. Operators are
 * callers with a role, like all others: no key is needed. Their requests may take long, so there is no deadline.
 */
export const operatorRoute = <Role extends string, Schema extends ParameterSchema, Body extends z.ZodType>(
  authorization: Authorization<Role>,
  route: QueryRoute<NoInfer<Role>, Schema, Body>,
): HttpHandler =>
  httpRoute({
    ...authorizedQuery(authorization, route),
    method: 'GET',
    path: `ops/${route.path}`,
    deadlineMs: Infinity,
  });
