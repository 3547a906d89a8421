import { expect, it } from 'vitest';
import { z } from 'zod';
import { inMemoryEventStore, inMemoryParkingLot, inMemoryReadModel } from '../../../adapters/memory/index.ts';
import { shapeOf } from '../../../adapters/read-model-shape.ts';
import type { Decrypt } from '../../../application/feed/feed-batch.ts';
import { reportOf } from '../../../application/feed/deliver-by-stream.ts';
import { deliverToGroup } from '../../../application/feed/feed-group.ts';
import type { Subscriber } from '../../../application/feed/subscriber.ts';
import { projector } from '../../../application/views/documents/projector.ts';
import { eventType } from '../../../domain/modelling/aggregate.ts';
import { declareView } from '../../../domain/modelling/view.ts';

const through = (name: string): Subscriber => ({ name, deliver: async () => reportOf(['applied']) });
const failing: Subscriber = { name: 'failing', deliver: () => Promise.reject(new Error('down')) };

it('a subscriber that fails keeps the batch from no other of its group, and has it delivered again', async () => {
  const delivered: string[] = [];
  const group = { name: 'group', subscribers: [through('first'), failing, through('last')] };
  await expect(deliverToGroup(group, [], (subscriber) => delivered.push(subscriber))).rejects.toThrow('down');
  expect(delivered).toEqual(['first', 'last']);
});

/** Views of one category that share a group, and how often its commits were decrypted and its events decoded. */
const sharing = (...names: readonly string[]) => {
  const counted = { decrypted: 0, decoded: 0 };
  const decrypt: Decrypt = async (commits) => {
    counted.decrypted += commits.length;
    return commits;
  };
  const data = z.object({ amount: z.int() }).refine(() => (counted.decoded += 1) > 0);
  const source = { category: 'account', events: { Deposited: eventType(data) } };
  const schema = z.object({ accountId: z.string(), balance: z.int() });
  const delivery = { eventStore: inMemoryEventStore(), parkingLot: inMemoryParkingLot(), clock: () => recordedAt };
  const subscribers = names.map((name) => {
    const view = declareView({
      name,
      source,
      schema,
      partition: { by: 'entity', field: 'accountId' },
      owner: 'everybody',
      fold: (shown: z.infer<typeof schema> | undefined, { event, entityId }) => ({
        accountId: entityId,
        balance: (shown?.balance ?? 0) + event.data.amount,
      }),
    });
    return projector(view, { ...delivery, decrypt, readModel: inMemoryReadModel(shapeOf(view)) });
  });
  return { counted, group: { name: 'views', subscribers } };
};

const recordedAt = '2026-05-04T10:00:00.000Z';
const deposit = (account: string, version: number) => ({
  streamId: `account-${account}`,
  category: 'account',
  version,
  events: [{ type: 'Deposited', schemaVersion: 1, data: { amount: 5 } }],
  recordedAt,
  actor: 'bob',
  commandId: `${account}-${version}`,
  correlationId: 'correlation-1',
  causationId: null,
  traceparent: null,
});

it('a batch is decrypted and decoded once for all views of its group', async () => {
  const { counted, group } = sharing('balances', 'statements', 'limits');
  const applied: number[] = [];
  const batch = [deposit('1', 1), deposit('1', 2), deposit('2', 1)];
  await deliverToGroup(group, batch, (_, report) => applied.push(report.applied));
  expect(applied).toEqual([2, 2, 2]);
  expect(counted).toEqual({ decrypted: 3, decoded: 3 });
});
