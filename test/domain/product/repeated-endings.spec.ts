import { expect, it } from 'vitest';
import { run } from '../../../application/system/run.ts';
import { product, rememberedEndings, type ProductCommand } from '../../../domain/product/index.ts';
import { shop } from '../../../domain/shop.ts';
import { asBob, specTime as at } from '../../support/as-bob.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { tea } from './product-examples.ts';

const reserve = (holder: string): ProductCommand => ({ type: 'ReserveStock', data: { holder, quantity: 1 }, at });
const release = (holder: string): ProductCommand => ({ type: 'ReleaseStock', data: { holder }, at });

it('an end that the product has forgotten is answered as before under its command id, and changes nothing under another', async () => {
  const { capabilities } = memoryCapabilities(() => at);
  const newProcess = () => {
    const handle = run(shop, capabilities).handlerOf(product);
    return (command: ProductCommand, id: string) =>
      handle({ entityId: '1', command, reach: 'all', provenance: asBob(id) });
  };
  const send = newProcess();
  await send({ type: 'AddProduct', data: tea, at }, 'add');
  await send({ type: 'ReceiveStock', data: { quantity: 1 }, at }, 'receive');
  const live = async (holder: string) => {
    await send(reserve(holder), `reserve-${holder}`);
    return send(release(holder), `release-${holder}`);
  };
  const first = await live('order-0');
  for (let n = 1; n <= rememberedEndings; n += 1) await live(`order-${n}`);

  for (const repeat of [send, newProcess()]) {
    expect(await repeat(release('order-0'), 'release-order-0')).toEqual(first);
    expect(await repeat(release('order-0'), 'another')).toEqual({
      outcome: 'rejected',
      rejection: { type: 'NothingReserved' },
    });
  }
  expect(await capabilities.eventStore.read('product-1')).toHaveLength(2 + 2 * (1 + rememberedEndings));
});
