import { describe, expect, it } from 'vitest';
import { readingOn } from '../../../application/streams/readable-events.ts';
import { sheet } from '../../support/ledger/index.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

/** Reads Bob's sheet again and again, and keeps after which versions the store was asked. */
const reading = async () => {
  const bobs = sheetsOverMemory();
  await bobs.send('1', commands.open, commands.changeRent(6));
  const after: (number | undefined)[] = [];
  let isDamaged = false;
  const read = readingOn(
    sheet,
    {
      read: async (streamId, from) => {
        after.push(from);
        const commits = await bobs.eventStore.read(streamId, from);
        return isDamaged ? commits.map((commit) => ({ ...commit, version: commit.version + 1 })) : commits;
      },
    },
    'sheet-1',
  );
  const versions = async () => {
    const { records, failure } = await read();
    return { versions: records.map(({ version }) => version), failure: failure?.name };
  };
  return { ...bobs, versions, after, damage: (is: boolean) => (isDamaged = is) };
};

describe('A stream that one question reads again and again', () => {
  it('is given whole each time, and asked of the store only behind what was read', async () => {
    const { versions, after, send } = await reading();
    expect(await versions()).toEqual({ versions: [1, 2], failure: undefined });
    expect(await versions()).toEqual({ versions: [1, 2], failure: undefined });
    await send('1', commands.changeRent(7));
    expect(await versions()).toEqual({ versions: [1, 2, 3], failure: undefined });
    expect(after).toEqual([0, 2, 2]);
  });

  it('fails on a damage behind what was read, keeps what was before it, and goes on from there', async () => {
    const { versions, send, damage } = await reading();
    await versions();
    await send('1', commands.changeRent(7));
    damage(true);
    expect(await versions()).toEqual({ versions: [1, 2], failure: 'DamagedStream' });
    damage(false);
    expect(await versions()).toEqual({ versions: [1, 2, 3], failure: undefined });
  });

  it('fails each time on what nobody can read', async () => {
    const { versions, appendUnknownEvent } = await reading();
    await versions();
    await appendUnknownEvent('1');
    for (let looks = 1; looks <= 2; looks += 1)
      expect(await versions()).toEqual({ versions: [1, 2], failure: 'UnreadableCommit' });
  });
});
