import { inMemoryDeadlineSweeps } from '../../../adapters/memory/index.ts';
import { deadlineSweepsContract } from '../contracts/deadline-sweeps.contract.ts';

deadlineSweepsContract('Memory', async () => inMemoryDeadlineSweeps());
