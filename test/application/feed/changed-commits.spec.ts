import { describe, expect, it } from 'vitest';
import { changedMark } from '../../../application/feed/feed-batch.ts';
import { allParked } from '../../support/all-parked.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

describe('a commit that was changed in the store', () => {
  it('is parked with its version by each subscriber of the feed, and other streams go on', async () => {
    const bobs = sheetsOverMemory();
    await bobs.send('1', commands.open, commands.changeRent(6));
    await bobs.send('2', commands.open);
    const [first, second, other] = bobs.feed();
    const batch = [first, { ...(second as object), actor: 'mallory', ...changedMark }, other];
    for (const subscriber of [bobs.byId, bobs.publishing])
      expect(await subscriber.deliver(batch)).toMatchObject({ applied: 1, parked: 2 });
    expect(await bobs.view('1')).toBeUndefined();
    expect(await bobs.view('2')).toMatchObject({ version: 1 });
    const reason = 'The content of version 2 is not what its hash says.';
    expect(await allParked(bobs.parkingLot)).toMatchObject([
      { streamId: 'sheet-1', reason },
      { streamId: 'sheet-1', reason },
    ]);
  });
});
