import { StartupError } from '@annal/local-server';
import type { Broker } from './broker.ts';
import { defaultProperties, defaultRule, subscriptionPath, type Entity, type EntityProperties } from './entity.ts';
import { changeEntity } from './change-entity.ts';
import { declareRule } from './declare-rule.ts';
import type { NewEntity } from './directory.ts';
import { parseTopology, type Topology } from './topology.ts';

/**
 * Makes the entities what a topology declares, as a deployment to Azure does: creates what is missing, changes what
 * may change, removes nothing.
 *
 * @throws StartupError for a topology that cannot be read, and for a change that Azure does not allow.
 */
export function declare(broker: Broker, declared: Topology): void {
  const { queues, topics } = parseTopology(declared);
  for (const { name, properties } of queues) put(broker, { kind: 'queue', path: name, parent: null, properties });
  for (const { name, properties, subscriptions } of topics) {
    const topic = put(broker, { kind: 'topic', path: name, parent: null, properties });
    for (const subscription of subscriptions) {
      const path = subscriptionPath(name, subscription.name);
      const entity = put(broker, { kind: 'subscription', path, parent: topic, properties: subscription.properties });
      for (const rule of subscription.rules) declareRule(broker, entity, rule);
    }
  }
  for (const { path } of broker.directory.all()) checkForwarding(broker, path);
}

interface DeclaredEntity extends Omit<NewEntity, 'properties'> {
  readonly properties: { readonly [Name in keyof EntityProperties]?: EntityProperties[Name] | undefined };
}

function put(broker: Broker, declared: DeclaredEntity): Entity {
  const properties = complete(declared.properties);
  const existing = broker.directory.find(declared.path);
  if (!existing) return create(broker, { ...declared, properties });
  checkChange(existing, declared, properties);
  const { createdAt, kept } = existing.properties;
  changeEntity(broker, existing, { ...properties, createdAt, kept, updatedAt: broker.now() });
  return broker.directory.byId(existing.id);
}

/** Only the properties that entities know; what is not declared has its default. */
function complete(declared: DeclaredEntity['properties']): EntityProperties {
  const known = Object.entries(declared).filter(([name, value]) => name in defaultProperties && value !== undefined);
  return { ...defaultProperties, ...Object.fromEntries(known) };
}

/** Creates an entity; a subscription begins with the rule that lets everything pass, which a declared one may replace. */
export function create(broker: Broker, entity: NewEntity): Entity {
  const now = broker.now();
  const properties = { ...entity.properties, createdAt: now, updatedAt: now };
  const created = broker.directory.create({ ...entity, properties });
  if (created.kind === 'subscription') broker.directory.putRule(created, defaultRule, now);
  return created;
}

function checkChange(existing: Entity, declared: DeclaredEntity, properties: EntityProperties): void {
  const fixed = ['requiresSession', 'requiresDuplicateDetection'] as const;
  const changed = fixed.find((name) => existing.properties[name] !== properties[name]);
  if (existing.kind !== declared.kind)
    throw new StartupError(
      `'${existing.path}' is a ${existing.kind} and cannot become a ${declared.kind}. Run "npm run reset".`,
    );
  if (changed)
    throw new StartupError(
      `'${existing.path}' was created with ${changed} = ${existing.properties[changed]}, which can never change. ` +
        'Declare it so, or run "npm run reset" to begin with empty data.',
    );
}

function checkForwarding(broker: Broker, path: string): void {
  const { forwardTo, forwardDeadLetteredMessagesTo, requiresSession } = broker.directory.get(path).properties;
  if (forwardTo !== null && requiresSession)
    throw new StartupError(`'${path}' requires sessions, and so cannot forward its messages.`);
  for (const goal of [forwardTo, forwardDeadLetteredMessagesTo]) {
    const kind = goal === null ? 'queue' : broker.directory.find(goal)?.kind;
    if ((kind !== 'queue' && kind !== 'topic') || goal?.toLowerCase() === path.toLowerCase())
      throw new StartupError(`'${path}' cannot forward to '${goal}', which is no other queue or topic.`);
  }
}
