import { describedOperations, problemKind, type Operation } from '../../adapters/azure-functions/openapi/operation.ts';
import { jsonSchemaOf } from '../../adapters/azure-functions/openapi/json-schema.ts';
import { outlineOf } from './outline.ts';
import type { RegisteredFunction } from './registered-app.ts';
import { table } from './table.ts';

/** The tables of docs/http.md that follow from what the app has registered, by the part that each is. */
export const routeTables = (functions: readonly RegisteredFunction[]): Readonly<Record<string, string>> => {
  const order = functions.map(({ name }) => name);
  const authorized = describedOperations()
    .filter(({ roles }) => roles !== undefined)
    .toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
  const commands = authorized.filter(({ body }) => body !== undefined);
  const operators = authorized.filter(({ path }) => path.startsWith('ops/'));
  const queries = authorized.filter((each) => !commands.includes(each) && !operators.includes(each));
  return {
    commands: table(['Route', 'Open to', 'Body'], commands.map(rowOfCommand)),
    refusals: table(['Problem', 'Status', 'Means', 'Of'], refusalsOf(commands)),
    queries: table(['Route', 'Open to', '200 with', 'Refused as'], queries.map(rowOfQuery)),
    operators: table(['Route', 'Open to', '200 with', 'Refused as'], operators.map(rowOfQuery)),
  };
};

const rowOfCommand = (command: Operation): readonly string[] => {
  const { body } = command;
  const outline = body === undefined ? '' : outlineOf(body);
  const mayBeNone = body?.safeParse({}).success === true;
  return [routeOf(command), rolesOf(command), mayBeNone ? `none, or ${outline}` : outline];
};

const rowOfQuery = (query: Operation): readonly string[] => [
  routeOf(query),
  rolesOf(query),
  query.answers.map(({ body }) => outlineOf(body)).join(' or '),
  query.problems
    .map(problemKind)
    .map(({ name }) => `\`${name}\``)
    .join(', '),
];

const rolesOf = ({ roles = [] }: Operation): string => roles.join(', ');

/** `GET /api/orders?limit=&continuation=`. */
const routeOf = ({ method, path, body, parameters }: Operation): string => {
  const names = parameters === undefined || body !== undefined ? [] : namesIn(parameters);
  const asked = names.filter((name) => !path.includes(`{${name}}`)).map((name) => `${name}=`);
  return `\`${method} /api/${path}${asked.length === 0 ? '' : `?${asked.join('&')}`}\``;
};

const namesIn = (parameters: NonNullable<Operation['parameters']>): readonly string[] =>
  Object.keys((jsonSchemaOf(parameters)['properties'] as object | undefined) ?? {});

/** What the business may refuse, each once, with the collections whose commands are refused so. */
const refusalsOf = (commands: readonly Operation[]): readonly (readonly string[])[] => {
  const told = commands.flatMap(({ path, problems }) =>
    problems.map(problemKind).map(({ name, status, title }) => ({
      row: [`\`${name}\``, `${status}`, title],
      of: path.split('/')[0],
    })),
  );
  const rows = new Map(told.map(({ row }) => [row.join(), row]));
  return [...rows].map(([key, row]) => {
    const of = told.filter((each) => each.row.join() === key).map((each) => `\`${each.of ?? ''}\``);
    return [...row, [...new Set(of)].join(', ')];
  });
};
