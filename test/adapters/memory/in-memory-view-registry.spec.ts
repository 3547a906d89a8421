import { inMemoryViewRegistry } from '../../../adapters/memory/index.ts';
import { viewRegistryContract } from '../contracts/view-registry.contract.ts';

viewRegistryContract('The memory', async () => inMemoryViewRegistry());
