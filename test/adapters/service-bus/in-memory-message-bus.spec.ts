import { inMemoryMessageBus } from '../../../adapters/memory/index.ts';
import { messageBusContract } from './message-bus.contract.ts';

messageBusContract('the message bus in memory', () => {
  const bus = inMemoryMessageBus();
  return Promise.resolve({
    bus,
    arrived: (sessionId) => Promise.resolve(bus.sent(sessionId)),
    close: () => Promise.resolve(),
  });
});
