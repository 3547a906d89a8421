import { z } from 'zod';
import { correlation } from '../request-context.ts';
import { problemSchema } from '../problems/problem.ts';
import { jsonSchemaOf, membersOf, type JsonSchema } from './json-schema.ts';
import type { Operation } from './operation.ts';
import { responsesOf } from './responses.ts';

/** The general part of the description. */
export interface ApiInfo {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** Where a caller gets a token from. */
  readonly tokens: string;
}

/** The OpenAPI 3.1 description of these operations, from the schemas that check their requests. */
export const openApiDocument = ({ tokens, ...info }: ApiInfo, operations: readonly Operation[]): JsonSchema => ({
  openapi: '3.1.1',
  info,
  servers: [{ url: '/api' }],
  security: [{ token: [] }],
  tags: [...new Set(operations.map(tagOf))].toSorted().map((name) => ({ name })),
  paths: pathsOf(operations),
  components: {
    schemas: { Problem: jsonSchemaOf(problemSchema) },
    securitySchemes: {
      token: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: tokens,
      },
    },
  },
});

const pathsOf = (operations: readonly Operation[]): JsonSchema => {
  const byPath = Map.groupBy(operations, ({ path }) => `/${path}`);
  return Object.fromEntries(
    [...byPath].map(([path, methods]) => [
      path,
      Object.fromEntries(methods.map((operation) => [operation.method.toLowerCase(), described(operation)])),
    ]),
  );
};

const described = (operation: Operation): JsonSchema => ({
  operationId: operation.name,
  summary: inWords(operation.name),
  tags: [tagOf(operation)],
  ...(operation.roles === undefined ? { security: [] } : { description: descriptionOf(operation, operation.roles) }),
  parameters: parametersOf(operation),
  ...(operation.body === undefined ? {} : { requestBody: requestBody(operation.body) }),
  responses: responsesOf(operation),
});

/** What the body's schema says of a command, and who may send it. */
const descriptionOf = ({ body }: Operation, roles: readonly string[]): string =>
  [
    ...(body?.description === undefined ? [] : [body.description]),
    `For callers with one of these roles: ${roles.join(', ')}.`,
  ].join(' ');

/** `GetOrderAsOf` is "Get order as of". */
const inWords = (name: string): string => {
  const words = name.replaceAll(/(?<=.)(?=[A-Z])/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const tagOf = ({ path }: Operation): string => path.split('/')[0] ?? path;

const parametersOf = ({
  path,
  parameters = z.object({}),
  headers = z.object({}),
}: Operation): readonly JsonSchema[] => [
  ...membersOf(parameters).map(({ name, schema, required }) => ({
    name,
    in: path.includes(`{${name}}`) ? 'path' : 'query',
    required,
    schema,
    ...(required ? exampleOf(schema) : {}),
  })),
  ...membersOf(headers).map(({ name, schema, required }) => ({ name, in: 'header', required, schema })),
  { name: 'x-correlation-id', in: 'header', required: false, schema: jsonSchemaOf(correlation) },
];

/** Swagger UI fills fields from an `example` of the parameter, and does not look into its schema for one. */
const exampleOf = ({ examples }: JsonSchema): JsonSchema =>
  Array.isArray(examples) && examples.length > 0 ? { example: examples[0] as unknown } : {};

/** A command without data needs no body: none is read as `{}`. */
const requestBody = (body: z.ZodType): JsonSchema => ({
  required: !body.safeParse({}).success,
  content: { 'application/json': { schema: jsonSchemaOf(body, false) } },
});
