import type { Database } from '@azure/cosmos';
import type { MailStore } from '../../consumers/email/mail-store.ts';
import { cosmosInbox } from './cosmos-inbox.ts';
import { cosmosOutbox } from './cosmos-outbox.ts';
import { cosmosRecipientDirectory } from './cosmos-recipient-directory.ts';
import type { StoreOptions } from '../cosmos/store-options.ts';

/**
 * The mail store in the containers `mails`, with one partition for each order, and `mail-recipients`, with one for each customer.
 * An order's recipient, its inbox marks and its mails are documents of one partition, so that they can share a transaction.
 */
export const cosmosMailStore = (database: Database, options: StoreOptions = {}): MailStore => ({
  directory: cosmosRecipientDirectory(database, options),
  inbox: cosmosInbox(database, options),
  outbox: cosmosOutbox(database, options),
});
