import { createHash } from 'node:crypto';
import asyncApiSchema from '@asyncapi/specs/schemas/3.0.0-without-$id.json' with { type: 'json' };
import type { HttpHandler } from '@azure/functions';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { shop } from '../../domain/shop.ts';
import { readContracts } from '../../scripts/catalogue/golden-files.ts';
import { publishedContracts } from '../../scripts/catalogue/golden-contracts.ts';
import { registeredApp, type RegisteredFunction } from '../../scripts/catalogue/registered-app.ts';
import { declaredTopics } from '../../scripts/catalogue/topics.ts';
import { call } from '../adapters/azure-functions/calls.ts';

interface Reference {
  readonly $ref: string;
}

interface AsyncApi {
  readonly channels: Readonly<Record<string, { readonly messages: Readonly<Record<string, Reference>> }>>;
  readonly operations: Readonly<Record<string, { readonly action: string; readonly messages: readonly Reference[] }>>;
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly headers: object; readonly payload: object }>>;
  };
}

let functions: readonly RegisteredFunction[];
let document: AsyncApi;

const handlerOf = (name: string) => functions.find((each) => each.name === name)?.callback as HttpHandler;
const get = { method: 'GET', headers: { authorization: '' } } as const;
const contract = (type: string) =>
  call(handlerOf('GetContract'), { ...get, url: `/api/contracts/${type}`, params: { type } });

/** Messages as they are sent, by the names of their contracts. */
const sent = (await publishedContracts(shop)).flatMap(({ folder }) =>
  Object.entries(readContracts(folder)).map(([type, { examples }]) => ({
    type,
    messages: examples.map(({ message }) => message),
  })),
);

beforeAll(async () => {
  functions = await registeredApp();
  document = (await call(handlerOf('GetAsyncApi'), { ...get, url: '/api/asyncapi.json' })).body as AsyncApi;
});

/** The part of the document that a reference names. */
const at = ({ $ref }: Reference): unknown =>
  $ref
    .slice(2)
    .split('/')
    .reduce<unknown>((part, name) => (part as Readonly<Record<string, unknown>>)[name], document);

describe('The description of the topic', () => {
  it('is valid AsyncAPI 3.0', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(asyncApiSchema);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('has every contract of the business on the topic, each of whose references leads somewhere', () => {
    const [topic] = declaredTopics.topics;
    const { messages } = document.channels[topic?.name ?? ''] ?? { messages: {} };
    expect(Object.keys(messages).toSorted()).toEqual(sent.map(({ type }) => type).toSorted());
    const operations = Object.values(document.operations).flatMap((each) => each.messages);
    for (const each of [...Object.values(messages), ...operations]) expect(at(each)).toBeDefined();
  });

  it('says of each subscription what it receives', () => {
    const receiving = Object.entries(document.operations).filter(([, { action }]) => action === 'receive');
    const subscriptions = declaredTopics.topics.flatMap(({ subscriptions: each }) => each);
    expect(subscriptions.map(({ name }) => `receive-${name}`)).toEqual(
      expect.arrayContaining(receiving.map(([name]) => name)),
    );
    const heard = document.operations['receive-email']?.messages.map(({ $ref }) => $ref.split('/').at(-1));
    expect(heard).toEqual(expect.arrayContaining(['shop.order-placed.v1', 'shop.customer-erased.v1']));
    expect(heard).not.toContain('shop.product-added.v1');
  });

  it.each(sent)(
    'lets $type through as it is sent, its properties and its body, and nothing else',
    ({ type, messages }) => {
      const ajv = new Ajv2020({ strict: false, allErrors: true });
      addFormats.default(ajv);
      const { headers, payload } = document.components.messages[type] ?? { headers: {}, payload: {} };
      for (const { applicationProperties, body } of messages) {
        expect(ajv.validate(headers, applicationProperties), ajv.errorsText()).toBe(true);
        expect(ajv.validate(payload, body), ajv.errorsText()).toBe(true);
        expect(ajv.validate(payload, { ...(body as object), type: 'another' })).toBe(false);
        expect(ajv.validate(payload, { ...(body as object), data: {} })).toBe(false);
      }
    },
  );
});

describe('The contracts', () => {
  it('are listed, with where their schemas are and who hears them', async () => {
    const { body } = await call(handlerOf('ListContracts'), { ...get, url: '/api/contracts' });
    const { items } = body as { readonly items: readonly { readonly type: string }[] };
    expect(items.map(({ type }) => type).toSorted()).toEqual(sent.map(({ type }) => type).toSorted());
    expect(items.find(({ type }) => type === 'shop.order-paid.v1')).toEqual({
      ...{ type: 'shop.order-paid.v1', category: 'order', summary: 'The shop got the money.' },
      schema: '/api/contracts/shop.order-paid.v1',
      heardBy: expect.arrayContaining(['email']),
    });
  });

  it('are JSON Schemas of the body of a message, with a name of their own', async () => {
    const { status, headers, body } = await contract('shop.order-paid.v1');
    expect([status, headers['content-type']]).toEqual([200, 'application/schema+json']);
    expect(body).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:annal:contract:shop.order-paid.v1',
      properties: { type: { const: 'shop.order-paid.v1' }, source: { const: 'urn:annal:order' } },
    });
  });

  it.each(['shop.order-paid.v9', 'constructor', ''])('are not found under "%s"', async (type) => {
    expect(await contract(type)).toMatchObject({
      status: 404,
      body: { type: 'urn:annal:problem:contract-not-found' },
    });
  });
});

describe('The page about the topic', () => {
  const page = () => call(handlerOf('GetAsyncApiPage'), { ...get, url: '/api/asyncapi' });

  it('runs nothing and loads nothing, and has the one style that its policy allows', async () => {
    const { status, headers, body } = await page();
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(String(body)) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(headers['content-security-policy']).toContain(`'sha256-${hash}'`);
    expect(String(body)).not.toMatch(/<script|style=|src=/);
  });

  it('has a place for each contract, with its fields, and no link within it that leads nowhere', async () => {
    const text = String((await page()).body);
    const places = [...text.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id);
    expect(places.toSorted()).toEqual(sent.map(({ type }) => type).toSorted());
    const links = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.filter((id) => !places.includes(id))).toEqual([]);
    expect(text).toMatch(/<code>lines\[\]\.productId<\/code><\/td><td>string<\/td><td class="quiet">optional/);
  });
});
