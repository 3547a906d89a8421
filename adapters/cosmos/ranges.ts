import { ChangeFeedStartFrom, type Container } from '@azure/cosmos';

/**
 * Lets the client read afresh which ranges a container has, if a range that it knows is gone. A query over several ranges
 * keeps to the ranges that the client knows and never asks again (@azure/cosmos 4.10.1); a reader of the change feed does ask.
 * Reads no documents. Failures do not matter here: whoever tries the query again meets them.
 */
export const refreshRanges = async (container: Container): Promise<void> => {
  const feed = container.items.getChangeFeedIterator({
    changeFeedStartFrom: ChangeFeedStartFrom.Now() as unknown as ChangeFeedStartFrom, // typed as another class
  });
  await feed.readNext().catch(() => undefined);
};
