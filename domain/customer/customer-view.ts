import { z } from 'zod';
import { personal } from '../modelling/personal.ts';
import { declareView, type Fold } from '../modelling/view.ts';
import { address } from './address.ts';
import { customer } from './customer.ts';
import type { CustomerEvent } from './events.ts';

/** A customer as a screen shows it. */
export const customerViewSchema = z.discriminatedUnion('status', [
  z
    .object({
      customerId: z.string(),
      status: z.literal('registered'),
      name: personal(z.string()),
      email: personal(z.string()),
      address: address.readonly().exactOptional(),
      registeredAt: z.iso.datetime(),
    })
    .readonly(),
  /** Nothing personal is left. The document stays, so that no older version can be saved in its place. */
  z.object({ customerId: z.string(), status: z.literal('erased'), registeredAt: z.iso.datetime() }).readonly(),
]);

/** A customer as a screen shows it. */
export type CustomerView = z.infer<typeof customerViewSchema>;

/** Folds a customer's events into its view. */
export const customerView: Fold<CustomerEvent, CustomerView> = (view, { event, entityId }) => {
  if (event.type === 'CustomerRegistered') return { customerId: entityId, status: 'registered', ...event.data };
  if (view?.status !== 'registered') return view;
  switch (event.type) {
    case 'CustomerEmailChanged':
    case 'CustomerAddressChanged':
      return { ...view, ...event.data };
    case 'CustomerErased':
      return { customerId: view.customerId, status: 'erased', registeredAt: view.registeredAt };
  }
};

/** Answers: who is this customer, and who has registered of late? */
export const customersById = declareView({
  name: 'customers',
  source: customer,
  schema: customerViewSchema,
  feed: 'own',
  fold: customerView,
  partition: { by: 'entity', field: 'customerId' },
  owner: { field: 'customerId' },
  orderBy: 'registeredAt',
});
