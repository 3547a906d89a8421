import { describe, expect, it } from 'vitest';
import { UnreadableCommit } from '../../application/event-codec.ts';
import type { EventStore } from '../../application/event-store.ts';
import { StreamHead } from '../../application/stream-head.ts';
import { asBob, commands, shop, shopTime } from '../support/shop.ts';

const place = { entityId: '1', command: commands.place, provenance: asBob('place') };
const change = { entityId: '1', command: commands.changeTea(6), provenance: asBob('change') };

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

it('a command that meets nobody costs one read and one append', async () => {
  const calls: string[] = [];
  const { handle } = shop((inner) => ({
    read: (...asked) => {
      calls.push('read');
      return inner.read(...asked);
    },
    append: (...asked) => {
      calls.push('append');
      return inner.append(...asked);
    },
  }));
  await handle(place);
  expect(calls).toEqual(['read', 'append']);
});

describe('a repeated command id', () => {
  it('gives the first outcome, whatever has happened since', async () => {
    const { handle, eventStore, send } = shop();
    await handle(place);
    const first = await handle(change);
    await send('1', commands.changeTea(7), commands.confirm);
    expect(await handle(change)).toEqual(first);
    expect(await eventStore.read('order-1')).toHaveLength(4);
  });

  it('gives the first outcome also to a caller whose version has become stale through it', async () => {
    const { handle } = shop();
    await handle(place);
    const first = await handle({ ...change, expectedVersion: 1 });
    expect(await handle({ ...change, expectedVersion: 1 })).toEqual(first);
  });

  it('sent many times at once is one command', async () => {
    const { handle, eventStore } = shop();
    await handle(place);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => handle(change)));
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
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
      if (written === 'conflict') conflicts += 1;
      return written;
    },
  }));
  await handle(place);
  const changes = Array.from({ length: 20 }, (_, n) =>
    handle({ entityId: '1', command: commands.changeTea(n + 10), provenance: asBob(`change-${n}`) }),
  );
  const outcomes = await Promise.all(changes);
  expect(outcomes.map((outcome) => 'version' in outcome && outcome.version)).toEqual(outcomes.map((_, n) => n + 2));
  expect(conflicts).toBe(0);
});

it('a stream that cannot be understood is an error that names it, never a wrong state', async () => {
  const { handle, eventStore } = shop();
  await eventStore.append(StreamHead.beforeFirst('order-1'), {
    category: 'order',
    events: [{ type: 'OrderTeleported', schemaVersion: 1, data: {} }],
    recordedAt: shopTime,
    ...asBob('future'),
  });
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
