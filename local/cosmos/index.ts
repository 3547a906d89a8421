export type { Topology } from './declare.ts';
export type { Fault, FaultRequest, Faults } from './http/faults.ts';
export { startCosmos, type CosmosOptions, type CosmosServer } from './start-cosmos.ts';
