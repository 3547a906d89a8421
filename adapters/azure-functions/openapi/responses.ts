import { jsonSchemaOf } from './json-schema.ts';
import type { DescribedAnswer, Operation } from './operation.ts';
import { problemsOf } from './usual-problems.ts';

const header = (description: string, schema: object = { type: 'string' }) => ({ description, schema, required: true });

const known = {
  'x-correlation-id': header('Finds this request in logs, messages and history.'),
  ETag: header('The version, for If-Match.', { type: 'string', pattern: '^"[0-9]+"$', examples: ['"2"'] }),
  'annal-view-age': {
    ...header('Seconds since what is shown was last known to be current; absent when unknown, and with asOf.', {
      type: 'integer',
      minimum: 0,
    }),
    required: false,
  },
  Location: header('Where the entity can be looked at.', { type: 'string', format: 'uri-reference' }),
  'Retry-After': { ...header('Seconds after which trying again may help.', { type: 'integer', minimum: 1 }) },
  'WWW-Authenticate': header('What the caller should bring (RFC 6750).'),
};

type Known = keyof typeof known;

const headersNamed = (...names: readonly Known[]) => Object.fromEntries(names.map((name) => [name, known[name]]));

/** The header that each status comes with, if any. */
const alongWith: Readonly<Record<number, Known>> = {
  401: 'WWW-Authenticate',
  403: 'WWW-Authenticate',
  503: 'Retry-After',
};

/** Every answer of a route, by status. */
export const responsesOf = (operation: Operation): Readonly<Record<string, object>> => {
  const answers = operation.answers.map((answer) => [String(answer.status), answered(answer)] as const);
  const problems = Map.groupBy(problemsOf(operation), ({ status }) => status);
  const all: readonly (readonly [string, object])[] = [
    ...answers,
    ...[...problems].map(([status, kinds]) => {
      const names = [...new Set(kinds.map(({ name }) => name))];
      return [String(status), problem(status, names)] as const;
    }),
  ];
  return Object.fromEntries(all);
};

const answered = ({ what, body, mediaType = 'application/json', headers = [], hasPage = false }: DescribedAnswer) => ({
  description: what,
  headers: headersNamed('x-correlation-id', ...headers),
  content: {
    [mediaType]: { schema: jsonSchemaOf(body) },
    ...(hasPage && { 'text/html': { schema: { type: 'string' } } }),
  },
});

const problem = (status: number, names: readonly string[]) => {
  const header = alongWith[status];
  return {
    description: names.map((name) => `\`${name}\``).join(', '),
    headers: headersNamed('x-correlation-id', ...(header === undefined ? [] : [header])),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [{ $ref: '#/components/schemas/Problem' }],
          properties: { type: { enum: names.map((name) => `urn:annal:problem:${name}`) }, status: { const: status } },
        },
      },
    },
  };
};
