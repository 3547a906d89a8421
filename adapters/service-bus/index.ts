export { serviceBusDeadLetters } from './service-bus-dead-letters.ts';
export { serviceBusDeadlineHints } from './service-bus-deadline-hints.ts';
export { serviceBusMessageBus, type ServiceBusConnection } from './service-bus-message-bus.ts';
export { wireMessage } from './wire-message.ts';
