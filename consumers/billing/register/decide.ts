import { accept, reject, type Decision } from '../../../domain/modelling/aggregate.ts';
import type { RegisterCommand } from './commands.ts';
import type { RegisterEvent } from './events.ts';
import { nameOf, type Register } from './evolve.ts';

/** The reasons for which a document gets no number. */
export type RegisterRejection =
  | { readonly type: 'AlreadyIssued'; readonly number: number }
  /** It may be among documents that the register does not remember: those up to `upTo` must be searched first. */
  | { readonly type: 'NotSearched'; readonly upTo: number };

/**
 * Decides whether a document gets the next number. A document has one number for ever, also when it is asked for again years later:
 * what the register remembers and what the sender has searched must cover all numbers, with nothing between them.
 */
export const decide = (
  { data: { document, searchedTo } }: RegisterCommand,
  { issued, newest }: Register,
): Decision<RegisterEvent, RegisterRejection> => {
  const forgotten = issued - newest.length;
  const index = newest.indexOf(nameOf(document));
  if (index >= 0) return reject({ type: 'AlreadyIssued', number: forgotten + index + 1 });
  if (searchedTo < forgotten) return reject({ type: 'NotSearched', upTo: forgotten });
  return accept({ type: 'DocumentIssued', data: { document } });
};
