import { feedFunction } from '../../adapters/azure-functions/index.ts';
import { customersById, customerViewSchema } from '../../application/customer/customer-view.ts';
import { projector } from '../../application/views/projector.ts';
import { capabilities } from '../composition.ts';

/** What we show of customers, the newest first. */
export const customers = capabilities.readModel({
  container: customersById.name,
  schema: customerViewSchema,
  partitionKey: 'customerId',
  orderBy: 'registeredAt',
});

/** Keeps {@link customers}. */
export const customersProjector = projector(customersById, { ...capabilities, readModel: customers });

/** Runs for each batch of the feed. */
export const projectCustomers = feedFunction('ProjectCustomers', customersProjector, capabilities);
