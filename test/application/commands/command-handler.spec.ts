import { describe, expect, it } from 'vitest';
import { UnreadableCommit } from '../../../application/streams/event-codec.ts';
import type { EventStore } from '../../../application/streams/event-store.ts';
import { asBob, specTime } from '../../support/as-bob.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

const open = { entityId: '1', command: commands.open, reach: 'all' as const, provenance: asBob('open') };
const change = { entityId: '1', command: commands.changeRent(6), reach: 'all' as const, provenance: asBob('change') };

describe('a command', () => {
  it('answers with the events that it caused, and their versions', async () => {
    const { handle } = sheetsOverMemory();
    expect(await handle(open)).toEqual({
      outcome: 'accepted',
      streamId: 'sheet-1',
      version: 1,
      events: [{ type: 'SheetOpened', version: 1 }],
    });
    expect(await handle(change)).toEqual({
      outcome: 'accepted',
      streamId: 'sheet-1',
      version: 2,
      events: [{ type: 'RowChanged', version: 2 }],
    });
  });

  it('leaves a commit that says who, when and in which conversation', async () => {
    const { handle, eventStore } = sheetsOverMemory();
    await handle(open);
    expect(await eventStore.read('sheet-1')).toEqual([
      {
        streamId: 'sheet-1',
        category: 'sheet',
        version: 1,
        events: [{ type: 'SheetOpened', schemaVersion: 1, data: commands.open.data }],
        recordedAt: specTime,
        ...asBob('open'),
        hash: expect.any(String) as unknown,
      },
    ]);
  });

  it('that is refused leaves nothing', async () => {
    const { handle, eventStore } = sheetsOverMemory();
    expect(await handle(change)).toEqual({ outcome: 'rejected', rejection: { type: 'SheetNotOpened' } });
    expect(await eventStore.read('sheet-1')).toEqual([]);
  });

  it('with nothing to do leaves nothing, and answers with the version that stands', async () => {
    const { handle, eventStore } = sheetsOverMemory();
    await handle(open);
    expect(await handle({ ...open, provenance: asBob('open again') })).toEqual({
      outcome: 'accepted',
      streamId: 'sheet-1',
      version: 1,
      events: [],
    });
    expect(await eventStore.read('sheet-1')).toHaveLength(1);
  });
});

describe('what a process knows of a stream', () => {
  it('is never believed where a rival has made it old', async () => {
    const { handle, newProcess } = sheetsOverMemory();
    const rival = newProcess();
    await handle(open);
    await rival({ ...change, command: commands.drop, provenance: asBob('drop') });
    expect(await handle(change)).toEqual({ outcome: 'rejected', rejection: { type: 'SheetAlreadyDropped' } });
  });

  it('is never the reason of a refusal that no longer holds', async () => {
    const { handle, newProcess } = sheetsOverMemory();
    const rival = newProcess();
    const sign = { type: 'SignSheet', data: {}, at: specTime } as const;
    await handle(open);
    await rival({ ...change, command: commands.close, provenance: asBob('close') });
    expect(await handle({ ...change, command: sign, provenance: asBob('sign') })).toMatchObject({ version: 3 });
  });

  it('is never the reason to do nothing, where the first rival was followed by another', async () => {
    const { handle, newProcess } = sheetsOverMemory();
    const rival = newProcess();
    await handle(open);
    await rival({ ...change, command: commands.changeRent(6), provenance: asBob('the same') });
    await rival({ ...change, command: commands.changeRent(7), provenance: asBob('another') });
    expect(await handle(change)).toMatchObject({ version: 4, events: [{ type: 'RowChanged', version: 4 }] });
  });

  it('does not make a caller stale who has seen more than this process', async () => {
    const { handle, newProcess } = sheetsOverMemory();
    const rival = newProcess();
    await handle(open);
    await rival({ ...change, command: commands.changeRent(9), provenance: asBob('rival') });
    expect(await handle({ ...change, expectedVersion: 2 })).toMatchObject({ outcome: 'accepted', version: 3 });
  });

  it('does not let a command be carried out again that another process has carried out', async () => {
    const { handle, newProcess, eventStore } = sheetsOverMemory();
    const rival = newProcess();
    await handle(open);
    const first = await rival(change);
    expect(await handle(change)).toEqual(first);
    expect(await eventStore.read('sheet-1')).toHaveLength(2);
  });
});

describe('a caller that decided on a version', () => {
  it('is served when nobody has written since', async () => {
    const { handle } = sheetsOverMemory();
    await handle(open);
    expect(await handle({ ...change, expectedVersion: 1 })).toMatchObject({ outcome: 'accepted', version: 2 });
  });

  it.each([0, 2])('is told the version that stands when it is not %i', async (expectedVersion) => {
    const { handle, eventStore } = sheetsOverMemory();
    await handle(open);
    expect(await handle({ ...change, expectedVersion })).toEqual({ outcome: 'stale', version: 1 });
    expect(await eventStore.read('sheet-1')).toHaveLength(1);
  });

  it('may ask for any version, of something that exists', async () => {
    const { handle, eventStore } = sheetsOverMemory();
    expect(await handle({ ...open, expectedVersion: 'any' })).toEqual({ outcome: 'stale', version: 0 });
    expect(await eventStore.read('sheet-1')).toEqual([]);
    await handle(open);
    expect(await handle({ ...change, expectedVersion: 'any' })).toMatchObject({ outcome: 'accepted', version: 2 });
  });

  it('gets no second try after a lost race', async () => {
    const { handle } = sheetsOverMemory(rivalsFirst(1));
    await handle(open);
    expect(await handle({ ...change, expectedVersion: 1 })).toEqual({ outcome: 'stale', version: 2 });
  });
});

describe('a lost race', () => {
  it('is decided afresh on what the winner has left', async () => {
    const { handle } = sheetsOverMemory(rivalsFirst(1));
    await handle(open);
    expect(await handle(change)).toMatchObject({ outcome: 'accepted', version: 3 });
  });

  it('becomes a refusal when the winner has made it one', async () => {
    const { handle } = sheetsOverMemory(rivalsFirst(1));
    await handle(open);
    await handle({ ...change, command: commands.drop, provenance: asBob('drop') });
    expect(await handle(change)).toEqual({ outcome: 'rejected', rejection: { type: 'SheetAlreadyDropped' } });
  });

  it('is tried again at once when it is the first, and after a longer wait each time when others follow', async () => {
    const waited: number[] = [];
    const pause = (lostRaces: number) => (waited.push(lostRaces), Promise.resolve());
    const { handle } = sheetsOverMemory(rivalsFirst(4), { pause });
    await handle(open);
    await handle(change);
    expect(waited).toEqual([2, 3, 4]);
  });

  it('costs no wait where nothing was known of the stream', async () => {
    const waited: number[] = [];
    const pause = (lostRaces: number) => (waited.push(lostRaces), Promise.resolve());
    const { handle, newProcess } = sheetsOverMemory(undefined, { pause });
    await handle(open);
    await newProcess()({ ...open, provenance: asBob('open again') });
    expect(waited).toEqual([]);
  });

  it('is looked into where the store did not see who had won', async () => {
    const { handle } = sheetsOverMemory((inner) => {
      const rivals = rivalsFirst(1)(inner);
      const unseen: EventStore['append'] = async (...asked) => {
        const written = await rivals.append(...asked);
        return written.outcome === 'conflict' ? { ...written, next: undefined } : written;
      };
      return { ...rivals, append: unseen };
    });
    await handle(open);
    expect(await handle(change)).toMatchObject({ outcome: 'accepted', version: 3 });
  });

  it('is given up after the fiftieth in a row', async () => {
    const fewer = sheetsOverMemory(rivalsFirst(49));
    await fewer.handle(open);
    expect(await fewer.handle(change)).toMatchObject({ outcome: 'accepted', version: 51 });
    const fifty = sheetsOverMemory(rivalsFirst(50));
    await fifty.handle(open);
    expect(await fifty.handle(change)).toEqual({ outcome: 'busy' });
  });
});

it('commands on one stream wait for each other instead of racing', async () => {
  let conflicts = 0;
  const { handle } = sheetsOverMemory((inner) => ({
    ...inner,
    append: async (head, commit) => {
      const written = await inner.append(head, commit);
      if (written.outcome === 'conflict') conflicts += 1;
      return written;
    },
  }));
  await handle(open);
  const changes = Array.from({ length: 20 }, (_, n) =>
    handle({
      entityId: '1',
      command: commands.changeRent(n + 10),
      reach: 'all' as const,
      provenance: asBob(`change-${n}`),
    }),
  );
  const outcomes = await Promise.all(changes);
  expect(outcomes.map((outcome) => 'version' in outcome && outcome.version)).toEqual(outcomes.map((_, n) => n + 2));
  expect(conflicts).toBe(0);
});

it('a stream that cannot be understood is an error that names it, never a wrong state', async () => {
  const { handle, appendUnknownEvent } = sheetsOverMemory();
  await appendUnknownEvent('1');
  await expect(handle(change)).rejects.toThrow(UnreadableCommit);
  await expect(handle(change)).rejects.toThrow('SheetTeleported at version 1 of sheet-1');
});

/** A store in which somebody else is faster, so many times after the first append. */
function rivalsFirst(times: number) {
  return (inner: EventStore): EventStore => {
    let left = times;
    return {
      ...inner,
      append: async (head, commit) => {
        if (head.version > 0 && left > 0) {
          left -= 1;
          const data = { key: 'rent', from: 5, to: 100 + left };
          await inner.append(head, {
            ...commit,
            commandId: `rival-${left}`,
            events: [{ type: 'RowChanged', schemaVersion: 1, data }],
          });
        }
        return inner.append(head, commit);
      },
    };
  };
}
