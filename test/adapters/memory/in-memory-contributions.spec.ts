import { inMemoryContributions } from '../../../adapters/memory/index.ts';
import { contributionsContract, countedRows } from '../contracts/contributions.contract.ts';

contributionsContract('The in-memory totals', async () => inMemoryContributions(countedRows));
