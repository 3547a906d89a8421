import { StartupError } from '@annal/local-server';
import type { Binding, FunctionCallback, FunctionMetadata, RetryOptions } from '../worker/rpc.ts';
import type { AppRegistry } from '../worker/app-registry.ts';

/** A registered function with its one trigger found. */
export interface HostedFunction {
  readonly name: string;
  readonly trigger: {
    readonly name: string;
    readonly type: string;
    /** The type without its `Trigger`, for people. */
    readonly kind: string;
    readonly binding: Binding;
  };
  readonly retry: RetryOptions | undefined;
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
}

/**
 * The functions of an app in the order of their names, ignoring case: the order in which the real host tries routes
 * (azure-functions-host #9876). A StartupError names a function that has no trigger or more than one.
 */
export function hostedFunctions(registry: AppRegistry): readonly HostedFunction[] {
  return registry.functions
    .map(({ metadata, callback }) => ({
      name: metadata.name,
      trigger: findTrigger(metadata),
      retry: metadata.retryOptions,
      metadata,
      callback,
    }))
    .sort((left, right) => compareIgnoringCase(left.name, right.name));
}

function findTrigger(metadata: FunctionMetadata): HostedFunction['trigger'] {
  const triggers = Object.entries(metadata.bindings).filter(([, { type }]) => /trigger$/i.test(type ?? ''));
  const [first] = triggers;
  if (first === undefined || triggers.length > 1)
    throw new StartupError(`Function "${metadata.name}" has ${triggers.length} triggers; it must have exactly one.`);
  const [name, binding] = first;
  const type = String(binding.type);
  return { name, type, kind: type.replace(/Trigger$/, ''), binding };
}

function compareIgnoringCase(left: string, right: string): number {
  const [one, other] = [left.toUpperCase(), right.toUpperCase()];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
