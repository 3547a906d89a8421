export {
  localConnectionString,
  startServiceBus,
  type ServiceBusFaults,
  type ServiceBusOptions,
  type ServiceBusServer,
} from './start-service-bus.ts';
export type { Topology } from './entities/index.ts';
export { parseTopology } from './entities/topology.ts';
export { selfSignedCertificate } from './doors/self-signed.ts';
export type { Fault } from './links/faults.ts';
