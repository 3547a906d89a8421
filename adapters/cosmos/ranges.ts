import { ChangeFeedStartFrom, type Container } from '@azure/cosmos';

/**
 * Makes the client read the list of a container's ranges again when a range is gone. A query over several ranges uses the list
 * that the client has cached (@azure/cosmos 4.10.1); a reader of the change feed refreshes it. Reads no documents. Failures are
 * ignored: the retried query reports them.
 */
export const refreshRanges = async (container: Container): Promise<void> => {
  const feed = container.items.getChangeFeedIterator({
    changeFeedStartFrom: ChangeFeedStartFrom.Now() as unknown as ChangeFeedStartFrom, // typed as another class
  });
  await feed.readNext().catch(() => undefined);
};
