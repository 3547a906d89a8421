import { CosmosClient } from '@azure/cosmos';
import cosmosTopology from '../../../infra/cosmos.json' with { type: 'json' };

/** A commit as it lies in the store. */
export interface StoredCommit {
  readonly streamId: string;
  readonly version: number;
  readonly commandId: string;
  readonly events: readonly { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[];
}

/** What lies in the store, past the app. */
export interface Stored {
  /** All commits, each stream's in its order. */
  readonly commits: () => Promise<readonly StoredCommit[]>;
  /** All documents of a container, as text; of one of a consumer, where its name is given. */
  readonly text: (container: string, consumer?: string) => Promise<string>;
}

/** The store at this address. */
export const openStored = (connectionString: string): Stored => {
  const all = async (container: string, consumer?: string): Promise<unknown[]> => {
    const client = new CosmosClient(connectionString);
    const name = [cosmosTopology.database, consumer].filter((part) => part !== undefined).join('-');
    const { items } = client.database(name).container(container);
    const { resources } = await items.readAll().fetchAll();
    client.dispose();
    return resources;
  };
  return {
    commits: async () => {
      const commits = (await all('events')) as StoredCommit[];
      return commits.toSorted((one, other) => one.version - other.version);
    },
    text: async (container, consumer) => JSON.stringify(await all(container, consumer)),
  };
};
