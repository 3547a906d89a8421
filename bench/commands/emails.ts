import { PartitionKeyKind, type Database } from '@azure/cosmos';
import { cosmosDocuments } from '../../adapters/cosmos/index.ts';
import { systemClock } from '../../adapters/time/index.ts';
import { takeOnce, type TakingConsumer } from '../../application/consumers/take-once.ts';
import { emailConsumer } from '../../consumers/email/email.ts';
import { consumerContainer } from '../../scripts/catalogue/containers.ts';

/** The email consumer over a database of its own beside this one, which is made where there is none. */
export const emailsBeside = async (database: Database): Promise<TakingConsumer> => {
  const { database: own } = await database.client.databases.createIfNotExists({ id: `${database.id}-email` });
  for (const container of Object.keys(emailConsumer.containers)) {
    const { name: id, partitionKey: path, indexingPolicy } = consumerContainer(container);
    const partitionKey = { paths: [path], kind: PartitionKeyKind.Hash, version: 2 };
    await own.containers.createIfNotExists({ id, partitionKey, indexingPolicy: indexingPolicy as never });
  }
  return takeOnce(emailConsumer, { documents: cosmosDocuments(own), tools: undefined, clock: systemClock });
};
