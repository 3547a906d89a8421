import { expect, it } from 'vitest';
import { consumerWorld } from './consumer-world.ts';

it('Two messages that cannot be read are both kept where they have one id, and each once', async () => {
  const { consumer, time, waiting } = consumerWorld();
  // The host takes the id of a message from its body when that names one.
  const take = (text: string) => time.run(consumer.take({ body: { messageId: '7', text }, id: '7', deliveries: 1 }));
  for (const text of ['one', 'two', 'one', 'two']) expect(await take(text)).toBe('quarantined');
  const bodiesThatWait = async () => (await waiting.find('unreadable:7'))?.stream.messages.map(({ body }) => body);
  expect(await bodiesThatWait()).toEqual([
    { messageId: '7', text: 'one' },
    { messageId: '7', text: 'two' },
  ]);
  const skipping = { messageId: '7', actor: 'olga' };
  expect(await time.run(consumer.skip('unreadable:7', skipping))).toMatchObject({ state: 'quarantined' });
  expect(await bodiesThatWait()).toEqual([{ messageId: '7', text: 'two' }]);
  await take('three');
  expect((await bodiesThatWait())?.length).toBe(2);
});
