import { createHash } from 'node:crypto';
import { blobArchive, openBlobContainer } from '../adapters/blob/index.ts';
import { cosmosDatabase, cosmosStoredHistory } from '../adapters/cosmos/index.ts';
import { verifyArchive } from '../application/archive/verify.ts';
import { carryOut, readArchiveCommand, type ArchiveCommand } from './archive/command-line.ts';

const verify = async ({ config, database }: ArchiveCommand): Promise<void> => {
  const { archive, store, differences } = await verifyArchive({
    archive: blobArchive(() => openBlobContainer(config.archive)),
    history: cosmosStoredHistory(cosmosDatabase(config.cosmos, database)),
    digest: (text) => createHash('sha256').update(text).digest('base64'),
  });
  for (const difference of differences) console.log(difference);
  console.log(`The archive holds ${archive.commits} commits of ${archive.streams} streams,`);
  console.log(`the store ${store.commits} commits of ${store.streams} streams.`);
  console.log(differences.length === 0 ? 'They are the same.' : `They differ: ${differences.length} differences.`);
  process.exitCode = differences.length === 0 ? 0 : 1;
};

// Exit codes: 0 when archive and store say the same, 1 when they do not, 2 when the command cannot be understood.
const command = readArchiveCommand(process.argv.slice(2));
if (command !== undefined) await carryOut(() => verify(command));
