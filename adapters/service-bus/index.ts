export { serviceBusMessageBus, type ServiceBusConnection } from './service-bus-message-bus.ts';
