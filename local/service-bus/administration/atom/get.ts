import { rulesOf, type Broker, type Entity, type Rule } from '../../entities/index.ts';
import type { AtomTarget } from './atom-path.ts';
import { missing } from './atom-error.ts';
import { entryDocument, feedDocument, type Entry } from './entry.ts';
import { findQueueOrTopic, findSubscription, findTopic } from './find-target.ts';
import { writeRule } from './rule-description.ts';
import { showEntity } from './show-entity.ts';
import { element } from './write-xml.ts';

/** How the client asked. */
export interface Asked {
  /** How it calls this broker: host and port. */
  readonly host: string;
  readonly url: URL;
}

const pageSize = 100;

/** Answers a GET with a document. @throws AtomError 404. */
export function get(broker: Broker, target: AtomTarget, asked: Asked): string {
  switch (target.type) {
    case 'namespace':
      return entryDocument(showNamespace(broker, asked.host));
    case 'queues':
      return list(asked, broker.directory.all().filter(isA('queue')).sort(byPath), showAll(broker, asked));
    case 'topics':
      return list(asked, broker.directory.all().filter(isA('topic')).sort(byPath), showAll(broker, asked));
    case 'queue-or-topic':
      return entryDocument(showEntity(broker, findQueueOrTopic(broker, target.name), asked.host));
    case 'subscriptions': {
      const subscriptions = broker.directory.subscriptionsOf(findTopic(broker, target.topic));
      return list(asked, [...subscriptions].sort(byPath), showAll(broker, asked));
    }
    case 'subscription':
      return entryDocument(showEntity(broker, findSubscription(broker, target.topic, target.name), asked.host));
    case 'rules': {
      const subscription = findSubscription(broker, target.topic, target.subscription);
      return list(asked, rulesOf(broker, subscription), (rule) => showRule(subscription, rule, asked.host));
    }
    case 'rule': {
      const subscription = findSubscription(broker, target.topic, target.subscription);
      return entryDocument(showRule(subscription, findRule(broker, subscription, target.name), asked.host));
    }
  }
}

/** A rule by its name, in any case of letters. @throws AtomError 404. */
export function findRule(broker: Broker, subscription: Entity, name: string): Rule {
  const found = rulesOf(broker, subscription).find((rule) => rule.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  throw missing(`${subscription.path}/Rules/${name}`);
}

/** Describes a rule. */
export function showRule(subscription: Entity, rule: Rule, host: string): Entry {
  return {
    address: `https://${host}/${subscription.path}/Rules/${rule.name}?api-version=2021-05`,
    title: rule.name,
    createdAt: rule.createdAt,
    updatedAt: rule.createdAt,
    root: 'RuleDescription',
    elements: [...writeRule(rule), element('Name', rule.name)],
  };
}

function showNamespace(broker: Broker, host: string): Entry {
  const moments = broker.directory.all().map(({ properties }) => properties.createdAt);
  const createdAt = moments.length === 0 ? broker.now() : moments.reduce((a, b) => Math.min(a, b));
  const name = host.replace(/:\d+$/, '');
  const elements = [
    element('CreatedTime', new Date(createdAt).toISOString()),
    element('MessagingSKU', 'Standard'),
    element('ModifiedTime', new Date(createdAt).toISOString()),
    element('Name', name),
    element('NamespaceType', 'Messaging'),
  ];
  const address = `https://${host}/$namespaceinfo?api-version=2021-05`;
  return { address, title: name, createdAt, updatedAt: createdAt, root: 'NamespaceInfo', elements };
}

/** One page of a list, from `$skip` on and at most `$top` long. */
function list<Item>({ host, url }: Asked, all: readonly Item[], show: (item: Item) => Entry): string {
  const [skip, top] = [numberIn(url, '$skip', 0), Math.min(numberIn(url, '$top', pageSize), pageSize)];
  const address = `https://${host}${url.pathname}`;
  const query = new URLSearchParams({ 'api-version': '2021-05', $skip: String(skip + top), $top: String(top) });
  return feedDocument({
    address: `${address}${url.search}`,
    title: url.pathname.slice(1),
    next: skip + top < all.length ? `${address}?${query.toString()}` : null,
    entries: all.slice(skip, skip + top).map(show),
  });
}

function numberIn(url: URL, name: string, otherwise: number): number {
  const value = Number(url.searchParams.get(name) ?? otherwise);
  return Number.isInteger(value) && value >= 0 ? value : otherwise;
}

function showAll(broker: Broker, { host }: Asked): (entity: Entity) => Entry {
  return (entity) => showEntity(broker, entity, host);
}

function isA(kind: Entity['kind']): (entity: Entity) => boolean {
  return (entity) => entity.kind === kind;
}

function byPath(a: Entity, b: Entity): number {
  return a.path < b.path ? -1 : 1;
}
