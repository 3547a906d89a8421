import { blobArchive, blobKeyDocuments, openBlobContainer, openKeyContainer } from '../adapters/blob/index.ts';
import { cosmosDatabase, cosmosKeyDocuments, cosmosStoredHistory } from '../adapters/cosmos/index.ts';
import { sha256 } from '../adapters/commit-document.ts';
import { repairArchive } from '../application/archive/repair.ts';
import { verifyArchive, type Verification } from '../application/archive/verify.ts';
import { readHeads, writeHeads } from './archive/heads-file.ts';
import { carryOut, readArchiveCommand, type ArchiveCommand } from './archive/command-line.ts';

const verify = async ({ config, database, repairs, headsFile, knownHeadsFile }: ArchiveCommand): Promise<void> => {
  const store = cosmosDatabase(config.cosmos, database);
  const compared = {
    archive: blobArchive(() => openBlobContainer(config.archive)),
    archivedKeys: blobKeyDocuments(() => openKeyContainer(config.archive)),
    history: cosmosStoredHistory(store),
    keyDocuments: cosmosKeyDocuments(store),
    digest: sha256,
    ...(knownHeadsFile !== undefined && { knownHeads: await readHeads(knownHeadsFile) }),
  };
  const found = await verifyArchive(compared);
  if (repairs) {
    await repairArchive(found, compared);
    console.log(`${found.incomplete.length} streams of which the archive lacked a commit were repaired.`);
    console.log(
      `${found.incompleteKeys.length} keys that the archive lacked, or had destroyed too late, were repaired.`,
    );
  }
  const isRepaired = repairs && found.incomplete.length + found.incompleteKeys.length > 0;
  const verified = isRepaired ? await verifyArchive(compared) : found;
  print(verified);
  if (headsFile !== undefined) await writeHeads(headsFile, verified.heads);
  process.exitCode = verified.differences.length === 0 ? 0 : 1;
};

const print = ({ archive, store: stored, subjects, differences }: Verification): void => {
  for (const difference of differences) console.log(difference);
  console.log(`The archive holds ${archive.commits} commits of ${archive.streams} streams,`);
  console.log(`the store ${stored.commits} commits of ${stored.streams} streams; ${subjects} keys were compared.`);
  if (archive.unhashed + stored.unhashed > 0)
    console.log(
      `${archive.unhashed} in the archive and ${stored.unhashed} in the store carry no hash: an older release stored them.`,
    );
  console.log(differences.length === 0 ? 'They are the same.' : `They differ: ${differences.length} differences.`);
};

// Exit codes: 0 when archive and store say the same, 1 when they do not, 2 when the command cannot be understood.
const command = readArchiveCommand(process.argv.slice(2));
if (command !== undefined) await carryOut(() => verify(command));
