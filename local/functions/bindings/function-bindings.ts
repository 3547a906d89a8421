import { busSenders } from '../connections/bus-senders.ts';
import { cosmosClients } from '../connections/cosmos-clients.ts';
import { connectionString, type AppSettings } from '../host/app-settings.ts';
import { bindingOptions, type BindingOptions } from '../host/binding-options.ts';
import type { HostedFunction } from '../host/hosted-function.ts';
import type { FunctionBindings } from '../host/run-function.ts';
import type { InputData, TypedData } from '../worker/rpc.ts';
import { bindingDataOf } from './binding-data.ts';
import { cosmosInput, type ReadInput } from './cosmos-input.ts';
import { cosmosOutput, type WriteOutput } from './cosmos-output.ts';
import { serviceBusOutput } from './service-bus-output.ts';

/** The inputs and outputs of all functions, beside their triggers. */
export interface AppBindings {
  readonly of: (fn: HostedFunction) => FunctionBindings;
  close(): Promise<void>;
}

/** Reads the options of every input and output; a StartupError names the function and what is wrong. */
export function appBindings(functions: readonly HostedFunction[], settings: AppSettings): AppBindings {
  const cosmos = cosmosClients();
  const bus = busSenders();
  const containerOf = (options: BindingOptions) => {
    const address = {
      connectionString: connectionString(options.text('connection'), settings, 'accountEndpoint', options.where),
      database: options.text('databaseName'),
      container: options.text('containerName'),
    };
    return () => cosmos.open(address);
  };
  const senderOf = (options: BindingOptions) => {
    const entity = options.optionalText('queueName') ?? options.text('topicName');
    const name = options.text('connection');
    const namespace = connectionString(name, settings, 'fullyQualifiedNamespace', options.where);
    return () => bus.open(namespace, entity);
  };
  const bindingsOf = (fn: HostedFunction): FunctionBindings => {
    const inputs = new Map<string, ReadInput>();
    const outputs = new Map<string, WriteOutput>();
    for (const [name, binding] of Object.entries(fn.metadata.bindings)) {
      const options = bindingOptions(`Function "${fn.name}" (${binding.type} "${name}")`, binding, settings);
      const kind = `${binding.type} ${binding.direction}`;
      if (kind === 'cosmosDB in') inputs.set(name, cosmosInput(options, containerOf(options)));
      if (kind === 'cosmosDB out') outputs.set(name, cosmosOutput(containerOf(options)));
      if (kind === 'serviceBus out') outputs.set(name, serviceBusOutput(senderOf(options)));
    }
    return functionBindings(inputs, outputs);
  };
  const known = new Map(functions.map((fn) => [fn, bindingsOf(fn)]));
  return {
    of: (fn) => known.get(fn) ?? functionBindings(new Map(), new Map()),
    close: async () => {
      cosmos.close();
      await bus.close();
    },
  };
}

function functionBindings(
  inputs: ReadonlyMap<string, ReadInput>,
  outputs: ReadonlyMap<string, WriteOutput>,
): FunctionBindings {
  return {
    read: (metadata) => {
      const data = bindingDataOf(metadata);
      const reads = [...inputs].map(async ([name, read]): Promise<InputData> => ({ name, data: await read(data) }));
      return Promise.all(reads);
    },
    write: async ({ returnValue, outputData = [] }) => {
      const values: readonly (readonly [string, TypedData | null | undefined])[] = [
        ['$return', returnValue],
        ...outputData.map(({ name, data }) => [name, data] as const),
      ];
      for (const [name, value] of values) if (value) await outputs.get(name)?.(value);
    },
  };
}
