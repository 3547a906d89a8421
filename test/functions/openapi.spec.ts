import type { HttpHandler } from '@azure/functions';
import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import { openTo } from './open-to.ts';
import { call } from '../adapters/azure-functions/calls.ts';
import { readText } from '../infra/bicep-files.ts';
import { operationsIn, type OpenApi } from '../support/openapi.ts';
import { someSettings } from '../../scripts/catalogue/some-settings.ts';
import { registeredApp, type RegisteredFunction } from '../../scripts/catalogue/registered-app.ts';

let functions: readonly RegisteredFunction[];
let document: OpenApi;

const handlerOf = (name: string) => functions.find((each) => each.name === name)?.callback as HttpHandler;
const get = { method: 'GET', headers: { authorization: '' } } as const;

beforeAll(async () => {
  functions = await registeredApp();
  document = (await call(handlerOf('GetOpenApi'), { ...get, url: '/api/openapi.json' })).body as OpenApi;
});

/** What shows the description is not in it. */
const ofTheDescription = ['GetOpenApi', 'GetDocs', 'GetDocsFile', 'GetAsyncApi', 'GetAsyncApiPage'];

/** What is described and needs no token. */
const open = ['GetContract', 'Health', 'ListContracts'];

describe('The description of the API', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(await new Validator().validate(structuredClone(document) as never)).toMatchObject({ valid: true });
  });

  it('has every route that is registered, under the name of its function', () => {
    const registered = functions.filter(
      ({ trigger, name }) => trigger.type === 'httpTrigger' && !ofTheDescription.includes(name),
    );
    const routes = registered.map(
      ({ name, trigger }) => `${name} ${String(trigger.methods)} /${String(trigger.route)}`,
    );
    const described = operationsIn(document).map(({ name, method, path }) => `${name} ${method} ${path}`);
    expect(described.toSorted()).toEqual(routes.toSorted());
  });

  it('names the roles of each route, and the open routes', () => {
    const withoutRoles = operationsIn(document).filter(({ method, path }) => !(`${method} /api${path}` in openTo));
    expect(withoutRoles.map(({ name }) => name)).toEqual(open);
    for (const { operation } of withoutRoles) expect(operation.security).toEqual([]);
    for (const { method, path, operation } of operationsIn(document)) {
      const roles = openTo[`${method} /api${path}`];
      if (roles !== undefined) expect(operation.description).toContain(`: ${roles.join(', ')}.`);
    }
  });

  it('knows every problem that docs/http.md names, with its status, and no other', () => {
    const named = [...readText('docs/http.md').matchAll(/^\| `([a-z-]+)` +\| (\d{3}) /gm)].map(
      ([, name, status]) => `${status} urn:annal:problem:${name}`,
    );
    const described = operationsIn(document).flatMap(({ operation }) =>
      Object.entries(operation.responses).flatMap(([status, { content }]) =>
        (content['application/problem+json']?.schema.properties?.type.enum ?? []).map((type) => `${status} ${type}`),
      ),
    );
    expect([...new Set(described)].toSorted()).toEqual(
      named.filter((each) => !each.endsWith(':no-such-file')).toSorted(),
    );
  });

  it('names the headers of a command, and the fields of its body as they are checked', () => {
    const place = operationsIn(document).find(({ name }) => name === 'PlaceOrder')?.operation;
    expect(place?.parameters?.map(({ name, in: where, required }) => [name, where, required])).toEqual([
      ['id', 'path', true],
      ['Idempotency-Key', 'header', false],
      ['If-Match', 'header', false],
      ['x-correlation-id', 'header', false],
    ]);
    expect(place?.requestBody).toMatchObject({
      required: true,
      content: {
        'application/json': { schema: { additionalProperties: false, required: ['customerId', 'currency', 'lines'] } },
      },
    });
    const confirm = operationsIn(document).find(({ name }) => name === 'ConfirmOrder')?.operation;
    expect(confirm?.requestBody?.required).toBe(false);
  });

  it('says what a command asks for, before who may send it', () => {
    const ship = operationsIn(document).find(({ name }) => name === 'ShipOrder')?.operation;
    expect(ship?.description).toMatch(/^Records that the goods have left the shop\. For callers with /);
  });

  it('describes the parameters of a query by their types', () => {
    const list = operationsIn(document).find(({ name }) => name === 'ListOrders')?.operation;
    expect(list?.parameters?.find(({ name }) => name === 'limit')).toMatchObject({
      in: 'query',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
    });
  });

  it('gives an example of each path parameter, which the page fills in, and of no optional one', () => {
    const parameters = operationsIn(document).flatMap(({ operation }) => operation.parameters ?? []);
    const ids = parameters.filter(
      ({ name, in: where }) => where === 'path' && /^(id|orderId|customerId|accountId)$/.test(name),
    );
    expect(ids.filter(({ example }) => example !== '1')).toEqual([]);
    expect(parameters.filter(({ required, example }) => !required && example !== undefined)).toEqual([]);
  });

  it('shows how a moment is written in a query, and leaves one in a body to the page: it fills in the time of the try', () => {
    const withMoments = (parts: readonly unknown[]) =>
      parts.map((part) => JSON.stringify(part ?? {})).filter((text) => text.includes('"date-time"'));
    const described = operationsIn(document).map(({ operation }) => operation);
    const queries = withMoments(described.flatMap(({ parameters = [] }) => parameters));
    const bodies = withMoments(described.map(({ requestBody }) => requestBody));
    expect(queries.filter((query) => !query.includes('2026-05-04T10:00:00Z'))).toEqual([]);
    expect(bodies.filter((body) => body.includes('2026-05-04T10:00:00Z'))).toEqual([]);
    expect([queries.length > 0, bodies.length > 0]).toEqual([true, true]);
  });

  it('says where a token comes from', () => {
    const { description } = document.components.securitySchemes.token;
    expect(description).toContain(`${someSettings.CALLERS_ISSUER}/token?name=bob&roles=clerk`);
  });

  it('marks what is personal', () => {
    expect(JSON.stringify(document.paths['/customers/{id}/register'])).toContain('"x-personal":true');
  });
});

describe('The page to try it', () => {
  it('loads nothing from other sites, and sends nothing to them', async () => {
    const { status, headers } = await call(handlerOf('GetDocs'), { ...get, url: '/api/docs' });
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'self'.*connect-src 'self'/);
  });

  it.each([
    ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
    ['swagger-ui.css', 'text/css; charset=utf-8'],
    ['page.css', 'text/css; charset=utf-8'],
    ['start.js', 'text/javascript; charset=utf-8'],
  ])('has its %s from here', async (file, type) => {
    const answer = await call(handlerOf('GetDocsFile'), { ...get, url: `/api/docs/${file}`, params: { file } });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, type]);
  });

  it.each(['package.json', '../package.json', 'constructor', ''])('has no file "%s"', async (file) => {
    expect(await call(handlerOf('GetDocsFile'), { ...get, params: { file } })).toMatchObject({ status: 404 });
  });
});
