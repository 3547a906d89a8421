export { createAmqpServer, type AmqpServer } from './amqp-server.ts';
export { faultEffects, faultyOperations, openFaults, type Fault, type Faults } from './faults.ts';
export { pathOf } from './address.ts';
export { verifySharedAccessSignature, type SharedAccessKey } from './shared-access-signature.ts';
