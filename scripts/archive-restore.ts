import { blobArchive, openBlobContainer } from '../adapters/blob/index.ts';
import { cosmosDatabase, cosmosRestoreTarget } from '../adapters/cosmos/index.ts';
import { restoreArchive } from '../application/archive/restore.ts';
import { carryOut, readArchiveCommand, type ArchiveCommand } from './archive/command-line.ts';

const restore = async ({ config, database, streamsAtOnce }: ArchiveCommand): Promise<void> => {
  const restored = await restoreArchive({
    archive: blobArchive(() => openBlobContainer(config.archive)),
    target: cosmosRestoreTarget(cosmosDatabase(config.cosmos, database)),
    streamsAtOnce,
    progress: (commits) => console.log(`${commits} commits`),
  });
  switch (restored.outcome) {
    case 'refused':
      console.error(`The database ${database} holds a history. A restore fills an empty one only.`);
      break;
    case 'damaged':
      for (const reason of restored.reasons) console.error(reason);
      console.error('The archive cannot be restored as it is. What could be stored is.');
      break;
    case 'restored':
      console.log(`${restored.stored} commits were restored, ${restored.there} were there from an earlier try.`);
  }
  process.exitCode = restored.outcome === 'restored' ? 0 : 1;
};

// Exit codes: 0 when the store is restored, 1 when it could not be, 2 when the command cannot be understood.
const command = readArchiveCommand(process.argv.slice(2));
if (command !== undefined) await carryOut(() => restore(command));
