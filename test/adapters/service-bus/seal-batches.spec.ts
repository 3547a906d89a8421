import type { ServiceBusServer } from '@annal/local-service-bus';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSender, type OpenSender } from '../../../adapters/service-bus/open-sender.ts';
import { sealBatches } from '../../../adapters/service-bus/seal-batches.ts';
import { startBroker } from './local-topic.ts';
import { message } from './message-bus.contract.ts';

let broker: ServiceBusServer;
let open: OpenSender;

beforeAll(async () => {
  broker = await startBroker();
  open = openSender({ connection: broker, entity: 'events', timeoutInMs: 5_000 });
});
afterAll(async () => {
  await open.client.close();
  await broker.close();
});

const sizesOf = async (texts: readonly string[]): Promise<readonly number[]> =>
  (
    await sealBatches(
      open.sender,
      texts.map((text, index) => message('order-1', index + 1, text)),
    )
  ).map(({ count }) => count);

it('small messages go together', async () => {
  expect(await sizesOf(Array<string>(100).fill('small'))).toEqual([100]);
});

it('a batch ends where the next message does not fit any more', async () => {
  const { maxSizeInBytes } = await open.sender.createMessageBatch();
  const third = 'x'.repeat(Math.floor(maxSizeInBytes * 0.3));
  expect(await sizesOf([third, third, third, third, 'small'])).toEqual([3, 2]);
});

it('nothing to send makes no batch', async () => {
  expect(await sizesOf([])).toEqual([]);
});
