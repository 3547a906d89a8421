import { z } from 'zod';
import { personal } from '../modelling/personal.ts';

/** An email address, no longer than a mail server accepts (RFC 5321, section 4.5.3.1.3, less the two brackets). */
export const newEmail = personal(z.email('must be an email address').max(254));

/**
 * The form in which emails are compared: in lower case. RFC 5321 permits mailboxes that differ only in case, but no provider
 * has such mailboxes.
 */
export const comparableEmail = (email: string): string => email.toLowerCase();
