import { describe, expect, it } from 'vitest';
import { Undeliverable } from '../../../application/undeliverable.ts';
import type { WaitingMessages } from '../../../application/consumers/waiting-messages.ts';
import { consumerWorld, type ConsumerWorld } from './consumer-world.ts';
import { delivered, told } from './told-messages.ts';

const failing =
  (...ids: readonly string[]) =>
  ({ id }: { readonly id: string }): void => {
    if (ids.includes(id)) throw new Error('no ink');
  };
const waitsOf = async ({ waiting }: ConsumerWorld, streamId: string) => (await waiting.find(streamId))?.stream;
const idsOf = async (world: ConsumerWorld, streamId: string) =>
  (await waitsOf(world, streamId))?.messages.map(({ id }) => id);
const countingQuestions = (waiting: WaitingMessages) => {
  const asked: string[] = [];
  const note = Object.entries(waiting).map(([name, method]) => [
    name,
    (...given: readonly never[]) => {
      asked.push(name);
      return (method as (...given: readonly never[]) => unknown)(...given);
    },
  ]);
  return { asked, waiting: Object.fromEntries(note) as WaitingMessages };
};

describe('A message that can be taken', () => {
  it('is taken, and nothing is written about it', async () => {
    const world = consumerWorld();
    expect(await world.take('a', 1)).toBe('kept');
    expect([world.effects, await world.waiting.any(), world.time.now()]).toEqual([['a:1'], false, 0]);
  });

  it('costs no request while nothing waits: one question in two seconds, however many there are', async () => {
    const world = consumerWorld();
    const { asked, waiting } = countingQuestions(world.waiting);
    const { take } = world.instance({ waiting });
    for (let version = 1; version <= 1_000; version += 1) await world.time.run(take(delivered('a', version)));
    expect(asked).toEqual(['any']);
    await world.time.run(world.time.sleep(2_000));
    await world.time.run(take(delivered('a', 1_001)));
    expect(asked).toEqual(['any', 'any']);
  });
});

describe('A message that fails', () => {
  it('is tried again after seconds, by the call that holds its session', async () => {
    const world = consumerWorld();
    let failures = 1;
    world.fails = () => {
      if (failures > 0) throw new Error(`no ink ${(failures -= 1)}`);
    };
    expect(await world.take('a', 1)).toBe('taken after a pause');
    expect([world.effects, await world.waiting.any(), world.time.now()]).toEqual([['a:1'], false, 4_500]);
  });

  it('waits with its error and its next try, and gives its session back', async () => {
    const world = consumerWorld();
    world.fails = failing('a:1');
    expect(await world.take('a', 1)).toBe('waiting');
    expect(await waitsOf(world, 'a')).toEqual({
      streamId: 'a',
      state: 'waiting',
      waitingSince: '2026-05-04T10:00:00.000Z',
      messages: [{ id: 'a:1', position: 1, since: '2026-05-04T10:00:00.000Z', body: told('a', 1) }],
      tries: 2,
      unended: 0,
      nextTryAt: '2026-05-04T10:00:12.000Z',
      lastError: 'Error: no ink',
    });
    expect(world.lines.at(-1)).toMatchObject({ event: 'waiting-message', consumer: 'parcels', messageId: 'a:1' });
  });

  it('is tried with growing pauses for as long as it takes, and then taken, with all that waits behind it', async () => {
    const world = consumerWorld();
    world.fails = failing('a:1');
    for (const version of [1, 2, 3]) await world.take('a', version);
    await world.minutes(180);
    expect(world.effects).toEqual([]);
    expect(await waitsOf(world, 'a')).toMatchObject({ state: 'waiting', lastError: 'Error: no ink' });
    expect((await waitsOf(world, 'a'))?.tries).toBeLessThan(25);
    world.fails = () => undefined;
    await world.minutes(15);
    expect([world.effects, await world.waiting.any()]).toEqual([['a:1', 'a:2', 'a:3'], false]);
  });

  it('holds up its own stream, in order, and no other', async () => {
    const world = consumerWorld();
    world.fails = failing('a:1');
    for (const [streamId, version] of [
      ['a', 1],
      ['b', 1],
      ['a', 2],
      ['b', 2],
      ['a', 3],
    ] as const)
      await world.take(streamId, version);
    expect(world.effects).toEqual(['b:1', 'b:2']);
    expect(await idsOf(world, 'a')).toEqual(['a:1', 'a:2', 'a:3']);
  });

  it('waits once, however often it is delivered, and in its place, whatever came before it', async () => {
    const world = consumerWorld();
    world.fails = failing('a:3', 'a:2');
    for (const version of [3, 3, 5, 4, 2, 2]) await world.take('a', version);
    expect(await idsOf(world, 'a')).toEqual(['a:2', 'a:3', 'a:4', 'a:5']);
  });

  it('is seen by another instance that has just believed that nothing waits', async () => {
    const world = consumerWorld();
    const other = world.instance();
    await world.time.run(other.take(delivered('b', 1)));
    world.fails = failing('a:1');
    await world.take('a', 1);
    expect(await world.time.run(other.take(delivered('a', 2)))).toBe('waiting');
    expect(world.effects).toEqual(['b:1']);
  });
});

describe('A message that can never be taken', () => {
  const never = (world: ConsumerWorld): void => {
    world.fails = ({ id }) => {
      if (id === 'a:2') throw new Undeliverable('The parcel has no address.');
    };
  };

  it('is quarantined at once, with its reason and itself, and never tried by itself', async () => {
    const world = consumerWorld();
    never(world);
    await world.take('a', 1);
    expect(await world.take('a', 2)).toBe('quarantined');
    await world.minutes(60);
    expect(await waitsOf(world, 'a')).toMatchObject({
      state: 'quarantined',
      lastError: 'The parcel has no address.',
      tries: 0,
      messages: [{ body: told('a', 2) }],
    });
  });

  it('has the rest of its stream wait behind it, until an operator has it tried again', async () => {
    const world = consumerWorld();
    never(world);
    for (const version of [1, 2, 3]) await world.take('a', version);
    expect(await world.time.run(world.consumer.retry('a'))).toMatchObject({ state: 'quarantined', tries: 1 });
    world.fails = () => undefined;
    expect(await world.time.run(world.consumer.retry('a'))).toBeNull();
    expect(world.effects).toEqual(['a:1', 'a:2', 'a:3']);
    expect(await world.consumer.retry('a')).toBeUndefined();
  });

  it('can be given up, by its name and by somebody, which the log says in no words of theirs', async () => {
    const world = consumerWorld();
    never(world);
    for (const version of [1, 2, 3]) await world.take('a', version);
    const by = { actor: 'olga' };
    expect(await world.time.run(world.consumer.skip('a', { ...by, messageId: 'a:3' }))).toBe('another');
    expect(await world.time.run(world.consumer.skip('a', { ...by, messageId: 'a:2' }))).toBeNull();
    expect(world.effects).toEqual(['a:1', 'a:3']);
    expect(world.lines).toContainEqual({
      event: 'skipped-message',
      consumer: 'parcels',
      streamId: 'a',
      messageId: 'a:2',
      ...by,
    });
    expect(await world.consumer.skip('a', { ...by, messageId: 'a:2' })).toBeUndefined();
  });

  it('is found out later, too, when something else failed first', async () => {
    const world = consumerWorld();
    world.fails = failing('a:2');
    await world.take('a', 2);
    never(world);
    await world.minutes(1);
    expect(await waitsOf(world, 'a')).toMatchObject({ state: 'quarantined', lastError: 'The parcel has no address.' });
  });
});

describe('What is no message of ours', () => {
  it('is quarantined at once, and nothing waits behind it', async () => {
    const world = consumerWorld();
    for (const [id, body] of [
      ['a', 'hello'],
      ['b:1', { ...told('b', 1), streamversion: 'first' }],
      ['c', null],
    ] as const)
      expect(await world.time.run(world.consumer.take({ id, body, deliveries: 1 }))).toBe('quarantined');
    expect(await world.take('a', 1)).toBe('kept');
    expect(await world.take('b', 2)).toBe('kept');
    expect(await waitsOf(world, 'unreadable:a')).toMatchObject({ state: 'quarantined', messages: [{ body: 'hello' }] });
    expect((await waitsOf(world, 'unreadable:b:1'))?.lastError).toContain('streamversion');
  });

  it('stays there when an operator has it tried, and goes when it is given up', async () => {
    const world = consumerWorld();
    await world.time.run(world.consumer.take({ id: '1', body: 'hello', deliveries: 1 }));
    expect(await world.time.run(world.consumer.retry('unreadable:1'))).toMatchObject({ state: 'quarantined' });
    const skipping = { messageId: '1', actor: 'olga' };
    expect(await world.time.run(world.consumer.skip('unreadable:1', skipping))).toBeNull();
    expect(await world.waiting.any()).toBe(false);
  });
});

describe('A consumer whose own store cannot be used', () => {
  const closed = new Error('The store is closed.');
  const store = (world: ConsumerWorld, isOpen: () => boolean): WaitingMessages =>
    Object.fromEntries(
      Object.entries(world.waiting).map(([name, method]) => [
        name,
        async (...given: readonly never[]) => {
          if (!isOpen()) throw closed;
          return (method as (...given: readonly never[]) => unknown)(...given);
        },
      ]),
    ) as unknown as WaitingMessages;

  it('gives the message back after a pause that grows with its deliveries, and takes it once the store is back', async () => {
    const world = consumerWorld();
    let isOpen = false;
    const { take } = world.instance({ waiting: store(world, () => isOpen) });
    const pauses: number[] = [];
    for (let deliveries = 1; deliveries <= 12; deliveries += 1) {
      const begun = world.time.now();
      await expect(world.time.run(take(delivered('a', 1, deliveries)))).rejects.toThrow('The store is closed.');
      pauses.push(world.time.now() - begun);
    }
    expect(pauses.slice(0, 5)).toEqual([3_750, 7_500, 15_000, 30_000, 30_000]);
    isOpen = true;
    expect(await world.time.run(take(delivered('a', 1, 13)))).toBe('taken after a pause');
    expect(world.effects).toEqual(['a:1']);
  });

  it('says both why the message was not taken and why it could not be kept', async () => {
    const world = consumerWorld();
    let isOpen = true;
    const { take } = world.instance({ waiting: store(world, () => isOpen) });
    world.fails = () => {
      isOpen = false;
      throw new Error('no ink');
    };
    await expect(world.time.run(take(delivered('a', 1)))).rejects.toThrow(/no ink.*The store is closed/);
  });
});

describe('A message that ends the process that takes it', () => {
  it('is kept before it is tried once it has come for the fourth time', async () => {
    const world = consumerWorld();
    world.fails = () => {
      throw new Error('power cut');
    };
    let kept: unknown;
    const process = world.instance({
      pauseFor: async () => {
        kept = await waitsOf(world, 'a');
        throw new Error('power cut');
      },
    });
    await expect(world.time.run(process.take(delivered('a', 1, 4)))).rejects.toThrow('power cut');
    expect(kept).toMatchObject({ tries: 0, messages: [{ id: 'a:1' }] });
    await world.take('a', 1, 5);
    expect(await idsOf(world, 'a')).toEqual(['a:1']);
  });

  it('is tried less and less often, although nobody ever sees such a try end', async () => {
    const world = consumerWorld();
    world.fails = failing('a:1');
    await world.take('a', 1);
    const noEnd = Promise.withResolvers<never>().promise;
    // It counts the try, and never says how that ended.
    const ending = world.instance({
      waiting: {
        ...world.waiting,
        replace: (stream, revision) => (stream.unended === 0 ? noEnd : world.waiting.replace(stream, revision)),
      },
    });
    const times: number[] = [];
    world.fails = () => {
      times.push(Math.floor(world.time.now() / 60_000));
      throw new Error('The end.');
    };
    for (let minute = 0; minute < 60; minute += 1) {
      await world.time.run(world.time.sleep(60_000));
      void ending.tryDue();
    }
    await world.time.run(world.time.sleep(1));
    expect(times).toEqual([1, 4, 7, 10, 13, 17, 25, 38, 51]);
    expect(await waitsOf(world, 'a')).toMatchObject({ state: 'waiting', unended: times.length });
  });
});
