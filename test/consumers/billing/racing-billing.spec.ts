import { expect, it } from 'vitest';
import { cosmosDocuments, cosmosEventStore, cosmosSnapshotStore } from '../../../adapters/cosmos/index.ts';
import { pauseAtRandom } from '../../../adapters/time/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { expectBooked } from './audit-billing.ts';
import { ofOrder, refundOf } from './billing-messages.ts';
import { billingProcess, listOf, registerOf } from './billing-world.ts';

const cosmos = useLocalCosmos();
const orderIds = Array.from({ length: 8 }, (_, index) => String(index));

it('numbers the documents of two processes without a gap, while each message comes to both at once', async () => {
  const [streams, documents] = await Promise.all([
    cosmos.freshDatabase(),
    cosmos.freshConsumerDatabase(['orders', 'customers']),
  ]);
  const processes = [cosmos.connect(), cosmos.connect()].map((client) => {
    const ofStreams = client.database(streams.id);
    const stores = {
      eventStore: cosmosEventStore(ofStreams),
      snapshots: cosmosSnapshotStore(ofStreams),
      documents: cosmosDocuments(client.database(documents.id)),
    };
    return { ...billingProcess(stores, { pause: pauseAtRandom }), documents: stores.documents };
  });
  const told = new Map(
    orderIds.map((id, index) => {
      const { placed, paid, paidBy, cancelled } = ofOrder(id);
      return [id, index % 4 === 0 ? [placed, paidBy('main'), refundOf(id, index + 1, 100)] : [placed, paid, cancelled]];
    }),
  );
  const toBoth = async (messages: readonly Parameters<(typeof processes)[number]['consumer']['handle']>[0][]) => {
    for (const message of messages) await Promise.all(processes.map(({ consumer }) => consumer.handle(message)));
  };
  await Promise.all([...told.values()].map(toBoth));

  const [one] = processes;
  if (one === undefined) throw new Error('There is no process.');
  const invoices = await registerOf(one.streams, 'invoices');
  const credits = await registerOf(one.streams, 'credit-notes');
  expect(invoices).toHaveLength(orderIds.length);
  expect(credits).toHaveLength(orderIds.length);
  expectBooked({ invoices, credits, listed: await listOf(one.documents, 'bob') }, told);
});
