import type { HostedFunction } from '../../host/hosted-function.ts';
import { hostedFunctions } from '../../host/hosted-function.ts';
import { emptyRegistry } from '../../worker/app-registry.ts';
import type { Binding, RetryOptions } from '../../worker/rpc.ts';

/** A function as an app registers it. */
export interface Registration {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Binding>>;
  readonly retryOptions?: RetryOptions;
}

/** The functions of an app that registered these. */
export const functionsOf = (...registrations: readonly Registration[]): readonly HostedFunction[] => {
  const registry = emptyRegistry();
  for (const metadata of registrations) registry.functions.push({ metadata, callback: () => undefined });
  return hostedFunctions(registry);
};

/** A function with an HTTP trigger. */
export const http = (name: string, route?: string, methods: readonly string[] = ['GET']): Registration => ({
  name,
  bindings: { req: { type: 'httpTrigger', direction: 'in', methods, ...(route !== undefined && { route }) } },
});

/** A function with some other trigger. */
export const triggered = (
  name: string,
  type: string,
  options: Record<string, unknown> = {},
  retryOptions?: RetryOptions,
): Registration => ({
  name,
  bindings: { trigger: { type, direction: 'in', ...options } },
  ...(retryOptions && { retryOptions }),
});
