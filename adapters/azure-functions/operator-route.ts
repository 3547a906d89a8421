import type { HttpHandler } from '@azure/functions';
import { guarded } from './gate.ts';
import { httpRoute } from './http-route.ts';
import { readParameters, type ParameterSchema } from './parameters.ts';
import { answerToQuery, type QueryRoute } from './query-route.ts';

/** One function for operators, below /api/ops: /admin belongs to the Functions host. */
export interface OperatorRoute<Name extends string, Schema extends ParameterSchema> extends QueryRoute<Name, Schema> {
  readonly method: 'GET' | 'POST';
}

/** Registers a function below /api/ops, and returns its handler. Operators are callers with a role, like all others: no key is asked for. */
export const operatorRoute = <Name extends string, Schema extends ParameterSchema>({
  name,
  gate,
  method,
  path,
  parameters,
  handle,
}: OperatorRoute<Name, Schema>): HttpHandler =>
  httpRoute({
    name,
    method,
    path: `ops/${path}`,
    answer: guarded(gate, name, async (request) => answerToQuery(await handle(readParameters(request, parameters)))),
  });
