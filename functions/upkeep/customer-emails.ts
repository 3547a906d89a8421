import { feedFunction } from '../../adapters/azure-functions/index.ts';
import { customerEmail } from '../../application/customer/customer-email.ts';
import { confirmValues } from '../../application/unique-values/confirm-values.ts';
import { customer } from '../../domain/customer/index.ts';
import { capabilities } from '../composition.ts';

/** Keeps the reservations of emails true. */
export const emailConfirmer = confirmValues(customer, customerEmail, capabilities);

/** Runs for each batch of the feed. */
export const confirmCustomerEmails = feedFunction('ConfirmCustomerEmails', emailConfirmer, capabilities);
