import { blobArchive, blobKeyDocuments, openBlobContainer, openKeyContainer } from '../adapters/blob/index.ts';
import { cosmosDatabase, cosmosKeyDocuments, cosmosRestoreTarget } from '../adapters/cosmos/index.ts';
import { sha256 } from '../adapters/commit-document.ts';
import { restoreArchive } from '../application/archive/restore.ts';
import { erasuresOf } from '../application/system/module-parts.ts';
import { shop } from '../domain/shop.ts';
import { readHeads } from './archive/heads-file.ts';
import { carryOut, readArchiveCommand, type ArchiveCommand } from './archive/command-line.ts';

const restore = async ({ config, database, streamsAtOnce, knownHeadsFile }: ArchiveCommand): Promise<void> => {
  const into = cosmosDatabase(config.cosmos, database);
  const restored = await restoreArchive({
    archive: blobArchive(() => openBlobContainer(config.archive)),
    archivedKeys: blobKeyDocuments(() => openKeyContainer(config.archive)),
    target: cosmosRestoreTarget(into),
    keyDocuments: cosmosKeyDocuments(into),
    erasedBy: erasuresOf(shop.modules),
    digest: sha256,
    ...(knownHeadsFile !== undefined && { knownHeads: await readHeads(knownHeadsFile) }),
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
      for (const subject of restored.withoutKey)
        console.error(`The key of ${subject} is not in the archive: its personal values cannot be read.`);
  }
  process.exitCode = restored.outcome === 'restored' && restored.withoutKey.length === 0 ? 0 : 1;
};

// Exit codes: 0 when the store is restored, 1 when it could not be or keys are missing, 2 when the command cannot be understood.
const command = readArchiveCommand(process.argv.slice(2));
if (command !== undefined) await carryOut(() => restore(command));
