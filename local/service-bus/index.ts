export {
  localConnectionString,
  startServiceBus,
  type ServiceBusFaults,
  type ServiceBusOptions,
  type ServiceBusServer,
} from './start-service-bus.ts';
export type { Topology } from './entities/index.ts';
