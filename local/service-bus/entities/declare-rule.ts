import { StartupError } from '@annal/local-server';
import { FilterSyntaxError, type RuleFilter } from '../filters/index.ts';
import type { Broker } from './broker.ts';
import type { Entity } from './entity.ts';
import type { DeclaredRule } from './topology.ts';

/** Adds or replaces a declared rule. @throws StartupError when its filter or action cannot be understood. */
export function declareRule(broker: Broker, subscription: Entity, { name, properties }: DeclaredRule): void {
  const action = properties.action ? { expression: properties.action.sqlExpression } : null;
  try {
    broker.directory.putRule(subscription, { name, filter: filterOf(properties), action }, broker.now());
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    throw new StartupError(`Rule '${name}' of '${subscription.path}' is not right: ${error.message}`);
  }
}

function filterOf(properties: DeclaredRule['properties']): RuleFilter {
  if (properties.filterType === 'SqlFilter') return { type: 'sql', expression: properties.sqlFilter.sqlExpression };
  const { properties: application = {}, ...system } = properties.correlationFilter;
  return { type: 'correlation', system: system as Record<string, string>, properties: application };
}
