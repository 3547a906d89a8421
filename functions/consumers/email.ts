import { topicFunction } from '../../adapters/azure-functions/index.ts';
import { runConsumer } from '../../application/consumers/run-consumer.ts';
import { orderContracts } from '../../domain/contracts.ts';
import { mailer } from '../../consumers/email/mailer.ts';
import { capabilities } from '../composition.ts';

/** The email consumer at work. */
export const email = runConsumer(mailer(capabilities), {
  ...capabilities,
  waiting: capabilities.waitingMessages('email'),
});

/** Runs for each message about an order. */
export const sendMails = topicFunction('SendMails', {
  ...{ subscription: email.name, take: email.take },
  hears: [...Object.keys(orderContracts), 'shop.customer-erased.v1'],
});
