import { z } from 'zod';
import { personal } from '../modelling/personal.ts';

/** An email address, no longer than a mail server takes (RFC 5321, section 4.5.3.1.3, less the two brackets). */
export const newEmail = personal(z.email('must be an email address').max(254));

/**
 * The email under which a customer counts as the same: capitals make no other mailbox, whatever RFC 5321 permits a server,
 * as no provider of mailboxes tells them apart.
 */
export const comparableEmail = (email: string): string => email.toLowerCase();
