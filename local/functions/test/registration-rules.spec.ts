import { StartupError } from '@annal/local-server';
import { describe, expect, it } from 'vitest';
import { refuseBrokenRegistrations } from '../host/registration-rules.ts';
import { httpRoutes } from '../http/routes.ts';
import { functionsOf, http, triggered, type Registration } from './support/functions.ts';

const feed = (name: string, retryOptions?: Registration['retryOptions']) =>
  triggered(name, 'cosmosDBTrigger', {}, retryOptions);
const seconds = (least: number, most: number) =>
  ({
    retryStrategy: 'exponentialBackoff',
    maxRetryCount: -1,
    minimumInterval: { seconds: least },
    maximumInterval: { seconds: most },
  }) as const;

describe('The host refuses to start, naming function and rule, for', () => {
  it.each<[string, Registration[], RegExp]>([
    ['a name with a blank', [http('place order')], /"place order" needs a name/],
    ['a name that begins with a digit', [http('1st')], /"1st" needs a name/],
    ['the reserved name', [http('Host')], /"Host" may not be called "host"/],
    ['two functions of one name', [http('one', 'a'), http('ONE', 'b')], /name of another function/],
    [
      'a binding name with a dash',
      [{ name: 'f', bindings: { 'my-req': { type: 'httpTrigger' } } }],
      /binding "my-req"/,
    ],
    [
      'two bindings of one name',
      [{ name: 'f', bindings: { req: { type: 'httpTrigger' }, Req: { type: 'http', direction: 'out' } } }],
      /two bindings named "Req"/,
    ],
    ['a trigger that it does not know', [triggered('f', 'queueTrigger')], /queueTrigger; this host runs/],
    [
      'a binding that it does not know',
      [{ name: 'f', bindings: { req: { type: 'httpTrigger' }, out: { type: 'blob', direction: 'out' } } }],
      /binding "out" \(blob out\)/,
    ],
    ['a second warmup', [triggered('f', 'warmupTrigger'), triggered('g', 'warmupTrigger')], /"g" is a second warmup/],
    ['a retry policy where it does nothing', [triggered('f', 'serviceBusTrigger', {}, seconds(1, 2))], /does nothing/],
    ['a retry policy upside down', [feed('f', seconds(5, 2))], /minimumInterval is above/],
    [
      'a retry policy without its delay',
      [feed('f', { retryStrategy: 'fixedDelay', maxRetryCount: 1 })],
      /without delayInterval/,
    ],
  ])('%s', (_, registrations, message) => {
    const start = () => refuseBrokenRegistrations(functionsOf(...registrations));
    expect(start).toThrow(StartupError);
    expect(start).toThrow(message);
  });

  it('a function without a trigger, or with two', () => {
    expect(() => functionsOf({ name: 'f', bindings: {} })).toThrow('"f" has 0 triggers');
    const two = { one: { type: 'httpTrigger' }, other: { type: 'timerTrigger' } };
    expect(() => functionsOf({ name: 'f', bindings: two })).toThrow('"f" has 2 triggers');
  });

  it.each<[string, Registration[], RegExp]>([
    ['a reserved route', [http('f', 'administrators')], /"f" has the route "administrators".*reserved/],
    ['a name that makes a reserved route', [http('runtimeInfo')], /"runtimeInfo".*reserved/],
    ['a route that cannot be read', [http('f', 'a/{b')], /"f" has the route "api\/a\/{b"/],
    ['one route twice', [http('f', 'a/{b}'), http('g', 'A/{b}')], /"f" and "g" both have GET/],
    [
      'a route that an earlier function hides',
      [http('getItem', 'items/{id}'), http('searchItems', 'items/search')],
      /"searchItems".*never be reached.*"getItem"/,
    ],
  ])('%s', (_, registrations, message) => {
    expect(() => httpRoutes(functionsOf(...registrations), 'api')).toThrow(StartupError);
    expect(() => httpRoutes(functionsOf(...registrations), 'api')).toThrow(message);
  });
});

describe('The host accepts', () => {
  it.each<[string, Registration[]]>([
    ['one route with different methods', [http('f', 'a', ['GET']), http('g', 'a', ['POST'])]],
    ['a route that a constraint keeps apart', [http('getItem', 'items/{id:int}'), http('searchItems', 'items/search')]],
    ['a special route whose function comes first', [http('aSearch', 'items/search'), http('getItem', 'items/{id}')]],
    ['an endless retry policy on a feed', [feed('f', seconds(2, 300))]],
  ])('%s', (_, registrations) => {
    const functions = functionsOf(...registrations);
    refuseBrokenRegistrations(functions);
    httpRoutes(functions, 'api');
  });
});
