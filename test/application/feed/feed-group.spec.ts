import { expect, it } from 'vitest';
import { deliverToGroup } from '../../../application/feed/feed-group.ts';
import { reportOf, type Subscriber } from '../../../application/feed/subscriber.ts';

const through = (name: string): Subscriber => ({ name, deliver: async () => reportOf(['applied']) });
const failing: Subscriber = { name: 'failing', deliver: () => Promise.reject(new Error('down')) };

it('a subscriber that fails keeps the batch from no other of its group, and has it delivered again', async () => {
  const delivered: string[] = [];
  const group = { name: 'group', subscribers: [through('first'), failing, through('last')] };
  await expect(deliverToGroup(group, [], (subscriber) => delivered.push(subscriber))).rejects.toThrow('down');
  expect(delivered).toEqual(['first', 'last']);
});
