import type { ContainerRequest } from '@azure/cosmos';
import { blobArchive, blobKeyDocuments, openBlobContainer, openKeyContainer } from '../../adapters/blob/index.ts';
import { cosmosClient, cosmosKeyDocuments, cosmosStoredHistory } from '../../adapters/cosmos/index.ts';
import { sha256 } from '../../adapters/commit-document.ts';
import { verifyArchive } from '../../application/archive/verify.ts';
import topology from '../../infra/cosmos.json' with { type: 'json' };
import type { RunningSystem } from './running-system.ts';

/** What a spec sees of a running system's store and archive. */
export const archivedSystem = (system: RunningSystem) => {
  const database = (name: string = topology.database) =>
    cosmosClient({ connectionString: system.cosmos.connectionString }).database(name);
  const { ARCHIVE = '', ARCHIVE_CONTAINER: container = '' } = system.settings;
  const archive = { connection: { connectionString: ARCHIVE }, container };
  const archivedKeys = blobKeyDocuments(() => openKeyContainer(archive));
  return {
    database,
    archivedKeys,
    /** Makes a database with the declared containers, and those of consumers beside it, all empty. */
    newDatabase: async (name: string): Promise<void> => {
      const client = cosmosClient({ connectionString: system.cosmos.connectionString });
      for (const { database: declaredName, containers } of [topology, ...topology.furtherDatabases]) {
        const { database: made } = await client.databases.create({ id: declaredName.replace(topology.database, name) });
        for (const { name: id, ...declared } of containers)
          await made.containers.create({ id, ...declared } as ContainerRequest);
      }
    },
    /** How the archive differs from the store, without a process of its own. */
    differences: async (): Promise<readonly string[]> => {
      const found = await verifyArchive({
        archive: blobArchive(() => openBlobContainer(archive)),
        archivedKeys,
        history: cosmosStoredHistory(database()),
        keyDocuments: cosmosKeyDocuments(database()),
        digest: sha256,
      });
      return found.differences;
    },
  };
};
