import { z } from 'zod';
import type { AnyHears, DeclaredConsumer } from '../../../application/consumers/declare-consumer.ts';
import { eventOf } from '../../../application/messages/cloud-event.ts';
import { accountContracts, customerContracts, orderContracts, productContracts } from '../../../domain/contracts.ts';

const contracts = { ...orderContracts, ...accountContracts, ...customerContracts, ...productContracts };

/** What a stream has told, in the order in which it was taken. Taken twice, a message would stand here twice. */
const journalSchema = z.object({ events: z.array(z.string()).readonly() });

/** Takes messages whose data name what they are about in this field: each of these has a journal of its own. */
const hearsBy = (field: string): AnyHears<unknown> => ({
  in: 'told',
  partition: (data) => `${field} ${z.looseObject({ [field]: z.string() }).parse(data)[field]}`,
  take: async ({ message: { event }, home }) => {
    const found = await home.read('events');
    const { events } = journalSchema.parse(found?.document ?? { events: [] });
    const document = { events: [...events, `${eventOf(event)} ${event.type}`] };
    const place = { id: 'events', document };
    return {
      outcome: 'kept',
      operations: [
        found === undefined ? { type: 'create', ...place } : { type: 'replace', ...place, revision: found.revision },
      ],
    };
  },
});

const fields = { account: 'accountId', customer: 'customerId', order: 'orderId', product: 'productId' };

/** A consumer that writes down all that it is told: what the engine does with messages shows in it. */
export const journal: DeclaredConsumer<unknown> = {
  name: 'journal',
  contracts,
  containers: { told: { documents: journalSchema } },
  hears: Object.fromEntries(
    Object.entries(fields).flatMap(([category, field]) =>
      Object.keys(contracts)
        .filter((type) => type.startsWith(`shop.${category}-`))
        .map((type) => [type, hearsBy(field)]),
    ),
  ),
};
