import { topicFunction } from '../../adapters/azure-functions/index.ts';
import { emailConsumer } from '../../consumers/email/email.ts';
import { startConsumer } from './start-consumer.ts';

/** The email consumer at work. */
export const email = startConsumer(emailConsumer, undefined);

/** Runs for each message that concerns mails. */
export const sendMails = topicFunction('SendMails', {
  ...{ subscription: email.name, take: email.take },
  hears: Object.keys(emailConsumer.hears),
});
