import { inMemoryArchive } from '../../../adapters/memory/index.ts';
import { archiveContract } from '../contracts/archive.contract.ts';

archiveContract('The archive in memory', async () => {
  const archive = inMemoryArchive();
  return { archive, rival: archive };
});
