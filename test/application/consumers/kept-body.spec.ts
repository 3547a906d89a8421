import { expect, it } from 'vitest';
import { bodyOf, deepestBody } from '../../../application/consumers/kept-body.ts';
import type { WaitingMessage } from '../../../application/consumers/waiting-stream.ts';
import { consumerWorld, type ConsumerWorld } from './consumer-world.ts';
import { told } from './told-messages.ts';

/** Arrays in each other, so many. */
const nested = (levels: number): unknown => {
  let value: unknown = 'in the middle';
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
};

const keptOf = async ({ waiting }: ConsumerWorld, streamId: string): Promise<WaitingMessage | undefined> =>
  (await waiting.find(streamId))?.stream.messages[0];

const takeAlone = async (body: unknown): Promise<WaitingMessage | undefined> => {
  const world = consumerWorld();
  const taking = { id: '1', body, deliveries: 1 };
  expect(await world.time.run(world.consumer.take(taking))).toBe('quarantined');
  expect(await world.time.run(world.consumer.take(taking))).toBe('quarantined');
  expect((await world.waiting.find('unreadable:1'))?.stream.messages).toHaveLength(1);
  return keptOf(world, 'unreadable:1');
};

it('keeps a body as it is, up to the depth that a store takes', async () => {
  expect(await takeAlone(nested(deepestBody))).toMatchObject({ body: nested(deepestBody) });
  expect(await takeAlone('[1]')).not.toHaveProperty('isText');
});

it('keeps a deeper one as text, so that it holds up no session for good', async () => {
  const kept = await takeAlone(nested(deepestBody + 1));
  expect(kept).toMatchObject({ isText: true, body: JSON.stringify(nested(deepestBody + 1)) });
  expect(kept && bodyOf(kept)).toEqual(nested(deepestBody + 1));
});

it('keeps a remark in place of one that is nested deeper than anybody can write', async () => {
  const kept = await takeAlone(nested(100_000));
  expect(kept?.body).toMatch(/^A body that cannot be kept: RangeError/);
  expect(kept).not.toHaveProperty('isText');
});

it('takes a deep message of ours from its text, once what failed is over', async () => {
  const world = consumerWorld();
  const data = { note: nested(deepestBody) };
  world.fails = () => {
    throw new Error('no ink');
  };
  const body = { ...told('a', 1), data };
  expect(await world.time.run(world.consumer.take({ id: 'a:1', body, deliveries: 1 }))).toBe('waiting');
  expect(await keptOf(world, 'a')).toMatchObject({ isText: true });
  world.fails = (event) => expect(event).toEqual(body);
  await world.minutes(20);
  expect(world.effects).toEqual(['a:1']);
  expect(await world.waiting.any()).toBe(false);
});
