import { inMemoryMailStore } from '../../../adapters/memory/index.ts';
import { mailStoreContract } from '../contracts/mail-store.contract.ts';

mailStoreContract('The in-memory mail store', async () => inMemoryMailStore());
