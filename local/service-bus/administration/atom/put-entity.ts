import { changeEntity, create, type Broker, type Entity, type EntityProperties } from '../../entities/index.ts';
import { alreadyThere, badRequest, missing } from './atom-error.ts';
import { checkUnchanged, readDescription, type DescribedKind } from './descriptions.ts';
import type { XmlElement } from './read-xml.ts';

/** An entity as a client wants it. */
export interface WantedEntity {
  readonly kind: DescribedKind;
  readonly path: string;
  /** The topic of a subscription. */
  readonly parent: Entity | null;
  readonly description: XmlElement;
}

/** Creates an entity. @throws AtomError when there is one already, or the description is not right. */
export function createEntity(broker: Broker, { kind, path, parent, description }: WantedEntity): Entity {
  checkName(path.slice(parent === null ? 0 : path.lastIndexOf('/') + 1), parent === null ? 260 : 50);
  if (broker.directory.find(path)) throw alreadyThere(path);
  const properties = grown(readDescription(kind, description));
  checkForwarding(broker, path, properties);
  return create(broker, { kind, path, parent, properties });
}

/** Changes an entity to what a description says. @throws AtomError when there is none, or it cannot become so. */
export function updateEntity(broker: Broker, { kind, path, description }: WantedEntity): Entity {
  const existing = broker.directory.find(path);
  if (existing?.kind !== kind) throw missing(path);
  const described = readDescription(kind, description);
  checkUnchanged(existing.properties, described);
  checkForwarding(broker, path, described);
  const { createdAt } = existing.properties;
  changeEntity(broker, existing, { ...described, createdAt, updatedAt: broker.now() });
  return broker.directory.byId(existing.id);
}

/** The documented characters; a name neither begins nor ends with a mark. */
function checkName(name: string, longest: number): void {
  if (name.length > longest) throw badRequest(`'${name}' is longer than ${longest} characters.`);
  if (!/^[a-z\d](?:[\w.~/-]*[a-z\d_])?$/i.test(name))
    throw badRequest(`'${name}' is no name: use letters, digits, periods, hyphens and underscores.`);
}

/** A partitioned entity has sixteen partitions of the size that is asked for. */
function grown(properties: EntityProperties): EntityProperties {
  const { EnablePartitioning, MaxSizeInMegabytes = '1024' } = properties.kept;
  if (EnablePartitioning?.toLowerCase() !== 'true') return properties;
  return { ...properties, kept: { ...properties.kept, MaxSizeInMegabytes: String(Number(MaxSizeInMegabytes) * 16) } };
}

/** @throws AtomError for a goal that is not there, for the entity itself, and for sessions, which cannot be kept up. */
function checkForwarding(broker: Broker, path: string, properties: EntityProperties): void {
  const { forwardTo, forwardDeadLetteredMessagesTo, requiresSession } = properties;
  if (forwardTo !== null && requiresSession)
    throw badRequest('An entity that requires sessions cannot forward its messages.');
  for (const goal of [forwardTo, forwardDeadLetteredMessagesTo]) {
    if (goal === null) continue;
    const kind = broker.directory.find(goal)?.kind;
    if (goal.toLowerCase() === path.toLowerCase()) throw badRequest(`'${path}' cannot forward to itself.`);
    if (kind !== 'queue' && kind !== 'topic')
      throw badRequest(`There is no queue or topic '${goal}' that messages could be forwarded to.`);
  }
}
