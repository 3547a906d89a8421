import { createRequire } from 'node:module';

interface Metadata {
  readonly bindings: Readonly<Record<string, { readonly type?: string }>>;
}
interface CoreApi {
  registerFunction(metadata: Metadata, callback: unknown): unknown;
}

const leases = { leaseAcquireInterval: 300, leaseRenewInterval: 400, leaseExpirationInterval: 1_500 };

// The app's functions, unchanged but for one thing: their leases live seconds and not a minute, so that a spec sees many
// of them change hands. They are changed on their way to the host, which is where the library hands them over.
const core = createRequire(import.meta.url)('@azure/functions-core') as CoreApi;
const register = core.registerFunction;
core.registerFunction = (metadata, callback) => {
  const bindings = Object.entries(metadata.bindings).map(([name, binding]) => [
    name,
    binding.type === 'cosmosDBTrigger' ? { ...binding, ...leases } : binding,
  ]);
  return register({ ...metadata, bindings: Object.fromEntries(bindings) as Metadata['bindings'] }, callback);
};
