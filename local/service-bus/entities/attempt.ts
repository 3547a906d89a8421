import type { Broker } from './broker.ts';
import { Refusal } from './refusal.ts';

/**
 * Runs what writes. A refusal comes before any write and goes to the client. Any other error may have come half-way:
 * then the whole turn is undone, and its clients ask again.
 */
export function attempt<Result>(broker: Broker, write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof Refusal)) broker.storage.turns.undo(error);
    throw error;
  }
}
