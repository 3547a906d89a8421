import { describe, expect, it } from 'vitest';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { historyOf } from '../../../application/history/history.ts';
import { DamagedStream } from '../../../application/streams/stream-head.ts';
import { appendAll, newCommit } from '../../adapters/contracts/new-commit.ts';
import { account } from '../../support/account.ts';
import { clerk } from '../../support/readers.ts';

describe('the history of a damaged stream', () => {
  it('is refused rather than shown without what is missing', async () => {
    const [whole, eventStore] = [inMemoryEventStore(), inMemoryEventStore()];
    const deposit = (commandId: string) => ({
      ...newCommit(commandId, 'Deposited'),
      events: [{ type: 'Deposited', schemaVersion: 1, data: { amount: 1 } }] as const,
    });
    await appendAll(whole, 'account-1', ['one', 'two', 'three'].map(deposit));
    for (const document of whole.feed().toSpliced(1, 1)) await eventStore.put(document);
    const view = { source: account, owner: 'everybody', identifiedBy: [], fold: () => ({}) } as const;
    await expect(historyOf({ eventStore, view })(clerk, '1')).rejects.toThrow(DamagedStream);
    expect((await historyOf({ eventStore: whole, view })(clerk, '1'))?.version).toBe(3);
  });
});
