import { inMemoryMailbox } from '../../../adapters/memory/index.ts';
import { mailboxContract } from '../contracts/mailbox.contract.ts';

mailboxContract('The in-memory mailbox', async () => inMemoryMailbox());
