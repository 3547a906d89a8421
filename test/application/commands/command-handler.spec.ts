import { describe, expect, it } from 'vitest';
import { UnreadableCommit } from '../../../application/streams/event-codec.ts';
import type { EventStore } from '../../../application/streams/event-store.ts';
import { asBob, commands, shop, shopTime } from '../../support/shop.ts';

const place = { entityId: '1', command: commands.place, reach: 'all' as const, provenance: asBob('place') };
const change = { entityId: '1', command: commands.changeTea(6), reach: 'all' as const, provenance: asBob('change') };

describe('a command', () => {
  it('answers with the events that it caused, and their versions', async () => {
    const { handle } = shop();
    expect(await handle(place)).toEqual({
      outcome: 'accepted',
      streamId: 'order-1',
      version: 1,
      events: [{ type: 'OrderPlaced', version: 1 }],
    });
    expect(await handle(change)).toEqual({
      outcome: 'accepted',
      streamId: 'order-1',
      version: 2,
      events: [{ type: 'OrderQuantityChanged', version: 2 }],
    });
  });

  it('leaves a commit that says who, when and in which conversation', async () => {
    const { handle, eventStore } = shop();
    await handle(place);
    expect(await eventStore.read('order-1')).toEqual([
      {
        streamId: 'order-1',
        category: 'order',
        version: 1,
        events: [{ type: 'OrderPlaced', schemaVersion: 1, data: commands.place.data }],
        recordedAt: shopTime,
        ...asBob('place'),
      },
    ]);
  });

  it('that is refused leaves nothing', async () => {
    const { handle, eventStore } = shop();
    expect(await handle(change)).toEqual({ outcome: 'rejected', rejection: { type: 'OrderNotPlaced' } });
    expect(await eventStore.read('order-1')).toEqual([]);
  });

  it('with nothing to do leaves nothing, and answers with the version that stands', async () => {
    const { handle, eventStore } = shop();
    await handle(place);
    expect(await handle({ ...place, provenance: asBob('place again') })).toEqual({
      outcome: 'accepted',
      streamId: 'order-1',
      version: 1,
      events: [],
    });
    expect(await eventStore.read('order-1')).toHaveLength(1);
  });
});

describe('what a process knows of a stream', () => {
  it('is never believed where a rival has made it old', async () => {
    const { handle, newProcess } = shop();
    const rival = newProcess();
    await handle(place);
    await rival({ ...change, command: commands.cancel, provenance: asBob('cancel') });
    expect(await handle(change)).toEqual({ outcome: 'rejected', rejection: { type: 'OrderAlreadyCancelled' } });
  });

  it('is never the reason of a refusal that no longer holds', async () => {
    const { handle, newProcess } = shop();
    const rival = newProcess();
    const pay = { type: 'PayOrder', data: {}, at: shopTime } as const;
    await handle(place);
    await rival({ ...change, command: commands.confirm, provenance: asBob('confirm') });
    expect(await handle({ ...change, command: pay, provenance: asBob('pay') })).toMatchObject({ version: 3 });
  });

  it('is never the reason to do nothing, where the first rival was followed by another', async () => {
    const { handle, newProcess } = shop();
    const rival = newProcess();
    await handle(place);
    await rival({ ...change, command: commands.changeTea(6), provenance: asBob('the same') });
    await rival({ ...change, command: commands.changeTea(7), provenance: asBob('another') });
    expect(await handle(change)).toMatchObject({ version: 4, events: [{ type: 'OrderQuantityChanged', version: 4 }] });
  });

  it('does not make a caller stale who has seen more than this process', async () => {
    const { handle, newProcess } = shop();
    const rival = newProcess();
    await handle(place);
    await rival({ ...change, command: commands.changeTea(9), provenance: asBob('rival') });
    expect(await handle({ ...change, expectedVersion: 2 })).toMatchObject({ outcome: 'accepted', version: 3 });
  });

  it('does not let a command be carried out again that another process has carried out', async () => {
    const { handle, newProcess, eventStore } = shop();
    const rival = newProcess();
    await handle(place);
    const first = await rival(change);
    expect(await handle(change)).toEqual(first);
    expect(await eventStore.read('order-1')).toHaveLength(2);
  });
});

describe('a caller that decided on a version', () => {
  it('is served when nobody has written since', async () => {
    const { handle } = shop();
    await handle(place);
    expect(await handle({ ...change, expectedVersion: 1 })).toMatchObject({ outcome: 'accepted', version: 2 });
  });

  it.each([0, 2])('is told the version that stands when it is not %i', async (expectedVersion) => {
    const { handle, eventStore } = shop();
    await handle(place);
    expect(await handle({ ...change, expectedVersion })).toEqual({ outcome: 'stale', version: 1 });
    expect(await eventStore.read('order-1')).toHaveLength(1);
  });

  it('may ask for any version, of something that exists', async () => {
    const { handle, eventStore } = shop();
    expect(await handle({ ...place, expectedVersion: 'any' })).toEqual({ outcome: 'stale', version: 0 });
    expect(await eventStore.read('order-1')).toEqual([]);
    await handle(place);
    expect(await handle({ ...change, expectedVersion: 'any' })).toMatchObject({ outcome: 'accepted', version: 2 });
  });

  it('gets no second try after a lost race', async () => {
    const { handle } = shop(rivalsFirst(1));
    await handle(place);
    expect(await handle({ ...change, expectedVersion: 1 })).toEqual({ outcome: 'stale', version: 2 });
  });
});

describe('a lost race', () => {
  it('is decided afresh on what the winner has left', async () => {
    const { handle } = shop(rivalsFirst(1));
    await handle(place);
    expect(await handle(change)).toMatchObject({ outcome: 'accepted', version: 3 });
  });

  it('becomes a refusal when the winner has made it one', async () => {
    const { handle } = shop(rivalsFirst(1));
    await handle(place);
    await handle({ ...change, command: commands.cancel, provenance: asBob('cancel') });
    expect(await handle(change)).toEqual({ outcome: 'rejected', rejection: { type: 'OrderAlreadyCancelled' } });
  });

  it('is tried again at once when it is the first, and after a longer wait each time when others follow', async () => {
    const waited: number[] = [];
    const pause = (lostRaces: number) => (waited.push(lostRaces), Promise.resolve());
    const { handle } = shop(rivalsFirst(4), { pause });
    await handle(place);
    await handle(change);
    expect(waited).toEqual([2, 3, 4]);
  });

  it('costs no wait where nothing was known of the stream', async () => {
    const waited: number[] = [];
    const pause = (lostRaces: number) => (waited.push(lostRaces), Promise.resolve());
    const { handle, newProcess } = shop(undefined, { pause });
    await handle(place);
    await newProcess()({ ...place, provenance: asBob('place again') });
    expect(waited).toEqual([]);
  });

  it('is looked into where the store did not see who had won', async () => {
    const { handle } = shop((inner) => {
      const rivals = rivalsFirst(1)(inner);
      const unseen: EventStore['append'] = async (...asked) => {
        const written = await rivals.append(...asked);
        return written.outcome === 'conflict' ? { ...written, next: undefined } : written;
      };
      return { ...rivals, append: unseen };
    });
    await handle(place);
    expect(await handle(change)).toMatchObject({ outcome: 'accepted', version: 3 });
  });

  it('is given up after the tenth in a row', async () => {
    const nine = shop(rivalsFirst(9));
    await nine.handle(place);
    expect(await nine.handle(change)).toMatchObject({ outcome: 'accepted', version: 11 });
    const ten = shop(rivalsFirst(10));
    await ten.handle(place);
    expect(await ten.handle(change)).toEqual({ outcome: 'conflict' });
  });
});

it('commands on one stream wait for each other instead of racing', async () => {
  let conflicts = 0;
  const { handle } = shop((inner) => ({
    ...inner,
    append: async (head, commit) => {
      const written = await inner.append(head, commit);
      if (written.outcome === 'conflict') conflicts += 1;
      return written;
    },
  }));
  await handle(place);
  const changes = Array.from({ length: 20 }, (_, n) =>
    handle({
      entityId: '1',
      command: commands.changeTea(n + 10),
      reach: 'all' as const,
      provenance: asBob(`change-${n}`),
    }),
  );
  const outcomes = await Promise.all(changes);
  expect(outcomes.map((outcome) => 'version' in outcome && outcome.version)).toEqual(outcomes.map((_, n) => n + 2));
  expect(conflicts).toBe(0);
});

it('a stream that cannot be understood is an error that names it, never a wrong state', async () => {
  const { handle, appendUnknownEvent } = shop();
  await appendUnknownEvent('1');
  await expect(handle(change)).rejects.toThrow(UnreadableCommit);
  await expect(handle(change)).rejects.toThrow('OrderTeleported at version 1 of order-1');
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
          const data = { sku: 'tea', from: 5, to: 100 + left };
          await inner.append(head, {
            ...commit,
            commandId: `rival-${left}`,
            events: [{ type: 'OrderQuantityChanged', schemaVersion: 1, data }],
          });
        }
        return inner.append(head, commit);
      },
    };
  };
}
