import type { HttpRequest } from '@azure/functions';
import type { z } from 'zod';
import { malformed, parseWithFaults } from './faults.ts';
import type { Fault } from './problem.ts';

/** Checks the parameters of a path and a query string together: one object, in which no name can stand twice. */
export type ParameterSchema = z.ZodType<unknown, Readonly<Record<string, string | undefined>>>;

/** Reads the parameters of a request. Throws {@link RequestRefused} with every fault. */
export const readParameters = <Schema extends ParameterSchema>(
  request: HttpRequest,
  schema: Schema,
): z.output<Schema> => {
  // The host gives a repeated parameter as one value "a,b" in request.query (azure-functions-nodejs-library issue 168).
  const query = [...new URL(request.url).searchParams];
  const faults = [...repeated(query), ...hidingThePath(query, request)];
  const parsed = parseWithFaults(schema, { ...Object.fromEntries(query), ...request.params }, 'request');
  if ('data' in parsed && faults.length === 0) return parsed.data;
  throw malformed([...faults, ...parsed.faults]);
};

type Query = readonly (readonly [name: string, value: string])[];

const repeated = (query: Query): readonly Fault[] => {
  const names = query.map(([name]) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map((path) => ({ path, detail: 'may be given once' }));
};

const hidingThePath = (query: Query, { params }: HttpRequest): readonly Fault[] =>
  query
    .filter(([name]) => Object.hasOwn(params, name))
    .map(([path]) => ({ path, detail: 'is part of the path and not known as a query parameter' }));
