import type { HttpHandler } from '@azure/functions';
import { httpRoute } from './http-route.ts';
import { readParameters, type ParameterSchema } from './parameters.ts';
import { answerToQuery, type QueryRoute } from './query-route.ts';

/** One function for operators, below /api/ops: /admin belongs to the Functions host. */
export interface OperatorRoute<Schema extends ParameterSchema> extends QueryRoute<Schema> {
  readonly method: 'GET' | 'POST';
}

/** Registers a function that asks for a function key, and returns its handler. */
export const operatorRoute = <Schema extends ParameterSchema>({
  name,
  method,
  path,
  parameters,
  handle,
}: OperatorRoute<Schema>): HttpHandler =>
  httpRoute({
    name,
    method,
    path: `ops/${path}`,
    authLevel: 'function',
    // The key may come as ?code= (Azure Functions documentation, "Work with access keys").
    answer: async (request) => answerToQuery(await handle(readParameters(request, parameters, ['code']))),
  });
