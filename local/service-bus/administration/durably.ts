import { attempt, type Broker } from '../entities/index.ts';

/** Does something that writes, and waits until it is on disk. */
export async function durably<Result>(broker: Broker, write: () => Result): Promise<Result> {
  const result = attempt(broker, write);
  await new Promise<void>((committed, lost) => {
    broker.storage.turns.afterCommit({ committed, lost });
  });
  return result;
}
