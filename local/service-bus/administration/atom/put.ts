import {
  addRule,
  defaultRule,
  Refusal,
  removeEntity,
  removeRule,
  replaceRule,
  subscriptionPath,
  type Broker,
  type Entity,
  type NewRule,
} from '../../entities/index.ts';
import { AtomError, badRequest } from './atom-error.ts';
import type { AtomTarget } from './atom-path.ts';
import { rootNames } from './descriptions.ts';
import { entryDocument } from './entry.ts';
import { findSubscription, findTopic } from './find-target.ts';
import { findRule, showRule } from './get.ts';
import { createEntity, updateEntity, type WantedEntity } from './put-entity.ts';
import { readRule } from './rule-description.ts';
import { readXml, XmlError, type XmlElement } from './read-xml.ts';
import { showEntity } from './show-entity.ts';

/** What a PUT says beside its path. */
export interface Put {
  /** How the client calls this broker. */
  readonly host: string;
  /** `If-Match: *` asks for something that exists, to be changed; without it something new is wanted. */
  readonly isUpdate: boolean;
  readonly body: string;
}

/** Creates or changes what a path names, and answers with its document. @throws AtomError, Refusal. */
export function put(broker: Broker, target: AtomTarget, { host, isUpdate, body }: Put): string {
  const description = readContent(body);
  switch (target.type) {
    case 'queue-or-topic': {
      const kind = description.name === rootNames.topic ? 'topic' : 'queue';
      return save(broker, { kind, path: target.name, parent: null, description }, { host, isUpdate });
    }
    case 'subscription': {
      const topic = findTopic(broker, target.topic);
      const path = subscriptionPath(topic.path, target.name);
      return save(broker, { kind: 'subscription', path, parent: topic, description }, { host, isUpdate });
    }
    case 'rule': {
      const subscription = findSubscription(broker, target.topic, target.subscription);
      return saveRule(broker, subscription, { name: target.name, ...readRule(description) }, { host, isUpdate });
    }
    case 'namespace':
    case 'queues':
    case 'topics':
    case 'subscriptions':
    case 'rules':
      throw new AtomError(405, 'Only entities and rules can be created and changed.');
  }
}

function save(broker: Broker, wanted: WantedEntity, { host, isUpdate }: Omit<Put, 'body'>): string {
  if (wanted.description.name !== rootNames[wanted.kind])
    throw badRequest(`A ${wanted.kind} is described by ${rootNames[wanted.kind]}, not by ${wanted.description.name}.`);
  if (isUpdate) return entryDocument(showEntity(broker, updateEntity(broker, wanted), host));
  const entity = createEntity(broker, wanted);
  const first = wanted.description.children.find(({ name }) => name === 'DefaultRuleDescription');
  if (first) replaceDefaultRule(broker, entity, first);
  return entryDocument(showEntity(broker, entity, host));
}

function saveRule(broker: Broker, subscription: Entity, rule: NewRule, { host, isUpdate }: Omit<Put, 'body'>): string {
  if (isUpdate) replaceRule(broker, subscription, rule);
  else addRule(broker, subscription, rule);
  return entryDocument(showRule(subscription, findRule(broker, subscription, rule.name), host));
}

/** A new subscription may begin with another rule than the one that lets everything pass; without it, it is not made. */
function replaceDefaultRule(broker: Broker, subscription: Entity, description: XmlElement): void {
  const name = description.children.find((child) => child.name === 'Name')?.text ?? defaultRule.name;
  try {
    removeRule(broker, subscription, defaultRule.name);
    addRule(broker, subscription, { name, ...readRule(description) });
  } catch (error) {
    if (error instanceof Refusal) removeEntity(broker, subscription);
    throw error;
  }
}

/** The description inside an entry. @throws AtomError when there is none. */
function readContent(body: string): XmlElement {
  try {
    const content = readXml(body).children.find(({ name }) => name === 'content');
    const description = content?.children[0];
    if (description) return description;
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw badRequest(`The request body is not XML. ${error.message}`);
  }
  throw badRequest('The request body is no Atom entry with a description.');
}
