export type { Topology } from './declare.ts';
export type { FaultOperation } from './http/fault-operation.ts';
export type { FaultRequest } from './http/fault-request.ts';
export type { Fault, FaultPlan, Faults, RandomFault } from './http/fault.ts';
export { effectiveKey } from './keys/effective-key.ts';
export { startCosmos, type CosmosOptions, type CosmosServer } from './start-cosmos.ts';
