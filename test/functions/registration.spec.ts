import { startIdentity, type IdentityServer } from '@annal/local-identity';
import type { HttpHandler } from '@azure/functions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import hostJson from '../../host.json' with { type: 'json' };
import cosmos from '../../infra/cosmos.json' with { type: 'json' };
import { call } from '../adapters/azure-functions/calls.ts';
import { shop } from '../../domain/shop.ts';
import { everySubscriberOf } from '../support/every-subscriber-of.ts';
import { bearer } from '../support/tokens.ts';
import { openTo } from './open-to.ts';
import { declaredTopics } from '../../scripts/catalogue/topics.ts';
import { someSettings } from '../../scripts/catalogue/some-settings.ts';
import { registeredApp, type RegisteredFunction } from '../../scripts/catalogue/registered-app.ts';

let functions: readonly RegisteredFunction[];
let identity: IdentityServer;

beforeAll(async () => {
  identity = await startIdentity();
  functions = await registeredApp({ CALLERS_ISSUER: identity.issuer });
});
afterAll(() => identity.close());

/** Whom everybody may call. */
const open = [
  'Health',
  ...['GetOpenApi', 'GetDocs', 'GetDocsFile'],
  ...['ListContracts', 'GetContract', 'GetAsyncApi', 'GetAsyncApiPage'],
];

const triggeredBy = (type: string) => functions.filter(({ trigger }) => trigger.type === type);
const valuesOf = (option: string) => functions.flatMap(({ trigger }) => trigger[option] ?? []);
const settingOf = (value: unknown) => someSettings[String(value).slice(1, -1) as keyof typeof someSettings];

describe('every function', () => {
  it('has a name of its own, also when its case is ignored', () => {
    const names = functions.map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('every function that follows the feed', () => {
  it('has its own lease prefix, or two would share one feed', () => {
    const prefixes = triggeredBy('cosmosDBTrigger').map(({ trigger }) => trigger.leaseContainerPrefix);
    expect(prefixes.length).toBeGreaterThan(0);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    expect(prefixes).not.toContain(undefined);
  });

  it('retries without end, or the trigger would skip a failed batch', () => {
    for (const { name, retry } of triggeredBy('cosmosDBTrigger'))
      expect({ name, retry }).toEqual({
        name,
        retry: expect.objectContaining({
          maxRetryCount: -1,
          minimumInterval: { seconds: 2 },
          maximumInterval: { seconds: 60 },
        }),
      });
  });

  it('reads from the very beginning and makes no container', () => {
    for (const { trigger } of triggeredBy('cosmosDBTrigger'))
      expect(trigger).toMatchObject({
        startFromBeginning: true,
        createLeaseContainerIfNotExists: false,
        feedPollDelay: 250,
      });
  });

  it('has its documents unchanged from a host that can: the extension takes the setting from 4.9 on', () => {
    expect(hostJson.extensions.cosmosDB.serializerSettings.dateParseHandling).toBe('None');
    const [, minor] = /^\[4\.(\d+)\.\d+, 5\.0\.0\)$/.exec(hostJson.extensionBundle.version) ?? [];
    // Bundle 4.32 was built a year after the extension 4.9 came out; 4.26 of the preview line still had 4.8.1.
    expect(Number(minor)).toBeGreaterThanOrEqual(32);
  });

  it('reads and leases in containers that are declared', () => {
    const declared = cosmos.containers.map(({ name }) => name);
    for (const { trigger } of triggeredBy('cosmosDBTrigger')) {
      expect(declared).toContain(trigger.containerName);
      expect(declared).toContain(trigger.leaseContainerName);
      expect(settingOf(trigger.databaseName)).toBe(cosmos.database);
    }
  });
});

describe('every function that listens to messages', () => {
  const triggers = () => triggeredBy('serviceBusTrigger').map(({ trigger }) => trigger);
  const listeners = () => triggers().filter(({ queueName }) => queueName === undefined);
  const subscriptions = declaredTopics.topics.flatMap((topic) =>
    topic.subscriptions.map(({ name, properties }) => ({ topic: topic.name, name, ...properties })),
  );

  it('has a declared subscription to itself, and every subscription has its listener', () => {
    const heard = listeners().map(({ topicName, subscriptionName }) => [settingOf(topicName), subscriptionName]);
    expect(heard.sort()).toEqual(subscriptions.map(({ topic, name }) => [topic, name]).sort());
  });

  it('has a declared queue to itself, where it listens to one, and every queue has its listener', () => {
    const heard = triggers().flatMap(({ queueName }) => (queueName === undefined ? [] : [queueName]));
    expect(heard).toEqual(declaredTopics.queues.map(({ name }) => name));
  });

  it('agrees with its subscription about sessions', () => {
    for (const { subscriptionName, isSessionsEnabled } of listeners())
      expect(isSessionsEnabled).toBe(subscriptions.find(({ name }) => name === subscriptionName)?.requiresSession);
  });
});

describe('every HTTP function', () => {
  const routes = () =>
    triggeredBy('httpTrigger').map(({ name, trigger }) => ({
      name,
      method: String(trigger.methods),
      segments: String(trigger.route).toLowerCase().split('/'),
    }));
  const isParameter = (segment: string | undefined) => segment?.startsWith('{') ?? false;

  it('answers one method under a route that no other has', () => {
    const keys = routes().map(
      ({ method, segments }) => `${method} ${segments.map((each) => (isParameter(each) ? '{}' : each)).join('/')}`,
    );
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('is not shadowed: the host tries routes in the order of function names, and a parameter takes any word', () => {
    const inOrder = routes().sort((one, other) => one.name.toLowerCase().localeCompare(other.name.toLowerCase()));
    const shadowed = inOrder.flatMap((later, index) =>
      inOrder
        .slice(0, index)
        .filter(
          (earlier) =>
            earlier.method === later.method &&
            earlier.segments.length === later.segments.length &&
            earlier.segments.every((segment, at) => isParameter(segment) || segment === later.segments[at]),
        )
        .map((earlier) => `${later.name} by ${earlier.name}`),
    );
    expect(shadowed).toEqual([]);
  });

  it('needs no key: authorization is by role', () => {
    const levels = triggeredBy('httpTrigger').map(({ name, trigger }) => [name, trigger.authLevel]);
    expect(levels).toEqual(levels.map(([name]) => [name, 'anonymous']));
  });

  it('but the open ones is open to the roles that docs/http.md names, and to no other', async () => {
    const told: Record<string, unknown> = {};
    const headers = await bearer(identity.issuer, 'mallory', ['nothing']);
    for (const { name, trigger, callback } of triggeredBy('httpTrigger')) {
      if (open.includes(name)) continue;
      const { body } = await call(callback as HttpHandler, { headers, params: {} });
      told[`${String(trigger['methods'])} /api/${String(trigger['route'])}`] = (body as { roles: unknown }).roles;
    }
    expect(told).toEqual(openTo);
  });

  it('refuses callers without a token or without a role of the route, except for open routes', async () => {
    const withoutRole = await bearer(identity.issuer, 'mallory', ['nothing']);
    for (const { name, callback } of triggeredBy('httpTrigger')) {
      const statuses = [{}, withoutRole].map(async (headers) => {
        const answer = await call(callback as HttpHandler, { headers, params: {} });
        return answer.status;
      });
      const turnedAway = (await Promise.all(statuses)).filter((status) => status === 401 || status === 403);
      expect([name, ...turnedAway]).toEqual(open.includes(name) ? [name] : [name, 401, 403]);
    }
  });
});

it('operators can replay to every subscriber of the feed', async () => {
  const replay = functions.find(({ name }) => name === 'ReplayStream');
  const answer = await call(replay?.callback as HttpHandler, {
    headers: await bearer(identity.issuer, 'olga', ['operator']),
    params: { subscriber: 'nobody', streamId: 'order-1' },
  });
  const { subscribers } = answer.body as { subscribers: readonly string[] };
  expect(subscribers.toSorted()).toEqual(everySubscriberOf(shop).toSorted());
});

it('every connection is a setting that the configuration reads', () => {
  expect(new Set(valuesOf('connection'))).toEqual(new Set(['COSMOS', 'SERVICE_BUS']));
});
