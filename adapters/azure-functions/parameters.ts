import type { HttpRequest } from '@azure/functions';
import type { z } from 'zod';
import type { ValidationError } from './problems/problem.ts';
import { invalidRequest, validate } from './problems/validation-errors.ts';

/** Validates path and query parameters together, as one object. */
export type ParameterSchema = z.ZodType<unknown, Readonly<Record<string, string | undefined>>>;

/** Reads the parameters of a request. Throws {@link RequestRefused} with every validation error. */
export const readParameters = <Schema extends ParameterSchema>(
  request: HttpRequest,
  schema: Schema,
): z.output<Schema> => {
  // The host gives a repeated parameter as one value "a,b" in request.query (azure-functions-nodejs-library issue 168).
  const query = [...new URL(request.url).searchParams];
  const errors = [...repeated(query), ...hidingThePath(query, request)];
  const parsed = validate(schema, { ...Object.fromEntries(query), ...request.params }, 'request');
  if ('data' in parsed && errors.length === 0) return parsed.data;
  throw invalidRequest([...errors, ...parsed.errors]);
};

type Query = readonly (readonly [name: string, value: string])[];

const repeated = (query: Query): readonly ValidationError[] => {
  const names = query.map(([name]) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map((path) => ({ path, detail: 'may be given once' }));
};

const hidingThePath = (query: Query, { params }: HttpRequest): readonly ValidationError[] =>
  query
    .filter(([name]) => Object.hasOwn(params, name))
    .map(([path]) => ({ path, detail: 'is part of the path and not known as a query parameter' }));
