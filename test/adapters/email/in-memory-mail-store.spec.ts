import { inMemoryMailStore } from '../../../adapters/email/index.ts';
import { mailStoreContract } from './mail-store.contract.ts';

mailStoreContract('The in-memory mail store', async () => inMemoryMailStore());
