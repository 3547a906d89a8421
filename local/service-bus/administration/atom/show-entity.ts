import { entityCounts, type Broker, type Entity } from '../../entities/index.ts';
import { rootNames, writeDescription, type DescribedKind } from './descriptions.ts';
import { timeText, type Entry } from './entry.ts';
import { element, type Xml } from './write-xml.ts';

const countsNamespace = 'http://schemas.microsoft.com/netservices/2011/06/servicebus';

/** The kind under which an entity is described; dead letters are described with their owner only. */
export function kindOf({ kind, path }: Entity): DescribedKind {
  if (kind === 'dead-letter') throw new Error(`'${path}' has no description of its own.`);
  return kind;
}

/** Describes an entity to a client that calls this broker `host`: what it is told to do, and what is in it now. */
export function showEntity(broker: Broker, entity: Entity, host: string): Entry {
  const { createdAt, updatedAt } = entity.properties;
  const kind = kindOf(entity);
  return {
    address: `https://${host}/${entity.path}?api-version=2021-05`,
    title: entity.path.slice(entity.path.lastIndexOf('/') + 1),
    createdAt,
    updatedAt,
    root: rootNames[kind],
    elements: [...writeDescription(kind, entity.properties, host), ...runtime(broker, entity)],
  };
}

function runtime(broker: Broker, entity: Entity): Xml[] {
  const { createdAt, updatedAt } = entity.properties;
  const { active, deferred, scheduled, deadLetter, transferDeadLetter, bytes } = entityCounts(broker, entity);
  const ofTopic = [element('SubscriptionCount', broker.directory.subscriptionsOf(entity).length)];
  return [
    element('CreatedAt', timeText(createdAt)),
    element('UpdatedAt', timeText(updatedAt)),
    element('AccessedAt', timeText(updatedAt)),
    element('SizeInBytes', bytes),
    element('MessageCount', active + deferred + scheduled + deadLetter + transferDeadLetter),
    ...(entity.kind === 'topic' ? ofTopic : []),
    countDetails({
      // Deferred messages wait in the queue like the active ones.
      ActiveMessageCount: active + deferred,
      DeadLetterMessageCount: deadLetter,
      ScheduledMessageCount: scheduled,
      TransferMessageCount: 0,
      TransferDeadLetterMessageCount: transferDeadLetter,
    }),
  ];
}

function countDetails(counts: Readonly<Record<string, number>>): Xml {
  const elements = Object.entries(counts).map(([name, count]) => element(`d2p1:${name}`, count));
  return element('CountDetails', elements, { 'xmlns:d2p1': countsNamespace });
}
