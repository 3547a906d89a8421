import { createHash } from 'node:crypto';
import { blobArchive, openBlobContainer } from '../adapters/blob/index.ts';
import { cosmosDatabase, cosmosStoredHistory } from '../adapters/cosmos/index.ts';
import { mendArchive } from '../application/archive/mend.ts';
import { verifyArchive } from '../application/archive/verify.ts';
import { carryOut, readArchiveCommand, type ArchiveCommand } from './archive/command-line.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('base64');

const verify = async ({ config, database, mends }: ArchiveCommand): Promise<void> => {
  const history = cosmosStoredHistory(cosmosDatabase(config.cosmos, database));
  const compared = { archive: blobArchive(() => openBlobContainer(config.archive)), history, digest };
  const found = await verifyArchive(compared);
  if (mends) {
    await mendArchive(found.incomplete, compared);
    console.log(`${found.incomplete.length} streams of which the archive lacked a commit were mended.`);
  }
  const isMended = mends && found.incomplete.length > 0;
  const { archive, store, differences } = isMended ? await verifyArchive(compared) : found;
  for (const difference of differences) console.log(difference);
  console.log(`The archive holds ${archive.commits} commits of ${archive.streams} streams,`);
  console.log(`the store ${store.commits} commits of ${store.streams} streams.`);
  console.log(differences.length === 0 ? 'They are the same.' : `They differ: ${differences.length} differences.`);
  process.exitCode = differences.length === 0 ? 0 : 1;
};

// Exit codes: 0 when archive and store say the same, 1 when they do not, 2 when the command cannot be understood.
const command = readArchiveCommand(process.argv.slice(2));
if (command !== undefined) await carryOut(() => verify(command));
