import { topicFunction } from '../../adapters/azure-functions/index.ts';
import { mailer } from '../../consumers/email/mailer.ts';
import { capabilities } from '../composition.ts';

/** Runs for each message about an order. */
export const sendMails = topicFunction('SendMails', { subscription: 'email', handle: mailer(capabilities) });
