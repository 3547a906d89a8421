import { inMemoryWaitingMessages } from '../../../adapters/memory/index.ts';
import { waitingMessagesContract } from '../contracts/waiting-messages.contract.ts';

waitingMessagesContract('The memory', async () => inMemoryWaitingMessages());
