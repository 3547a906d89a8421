import type { DatabaseSync } from 'node:sqlite';

/** What is to happen once the running turn is durable, or once it is known to be lost. */
export interface TurnEnd {
  committed(): void;
  lost?(error: unknown): void;
}

/** Groups all writes of one turn of the event loop into one transaction, and so into one flush to disk. */
export interface Turns {
  /** Opens the turn's transaction unless it is open. Every write comes after this. */
  join(): void;
  /** Calls back after the commit of the running turn, in the order asked; at once when nothing is being written. */
  afterCommit(end: TurnEnd): void;
  /** Asks for `settle` to run at the end of this turn, inside its transaction. */
  requestSettle(): void;
  /** Commits now. */
  flush(): void;
  /** Commits for the last time: what is asked for from now on, or was to happen after this turn, does not happen any more. */
  close(): void;
  /** Undoes the running turn: something failed half-way through a write, and half a write must not be committed. */
  undo(error: unknown): void;
}

/** What a turn needs from its owner. */
export interface TurnOwner {
  /** Runs before every commit, so that what a write makes possible happens in the same transaction. */
  settle(): void;
  /** The disk refused: nothing of the turn happened. The owner forgets what it keeps in memory about it. */
  lost(error: unknown): void;
}

/**
 * Nothing leaves the broker before it is on disk: acceptances and deliveries are `afterCommit`. One `setImmediate`
 * ends the turn, after the events of all sockets that were readable; so a busy broker flushes once for many messages.
 */
export function openTurns(database: DatabaseSync, owner: TurnOwner): Turns {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  let isOpen = false;
  let isScheduled = false;
  let isOver = false;
  let ends: TurnEnd[] = [];

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(flush);
  }

  function flush(): void {
    if (isOver) return;
    isScheduled = true; // What settling writes belongs to this turn and asks for no other.
    try {
      owner.settle();
      if (isOpen) commit.run();
    } catch (error) {
      lose(error);
      return;
    } finally {
      isOpen = false;
      isScheduled = false;
    }
    for (const end of takeEnds()) tell(end);
  }

  function lose(error: unknown): void {
    if (database.isTransaction) database.exec('ROLLBACK');
    isOpen = false;
    for (const end of takeEnds()) end.lost?.(error);
    owner.lost(error);
  }

  function takeEnds(): TurnEnd[] {
    const taken = ends;
    ends = [];
    return taken;
  }

  return {
    join() {
      if (isOpen) return;
      begin.run();
      isOpen = true;
      schedule();
    },
    afterCommit(end) {
      if (!isOpen && ends.length === 0) end.committed();
      else ends.push(end);
    },
    requestSettle: schedule,
    flush,
    close() {
      flush();
      isOver = true;
    },
    undo: lose,
  };
}

/** Who cannot be told, because its connection fails at this moment, does not keep the others from being told. */
function tell(end: TurnEnd): void {
  try {
    end.committed();
  } catch (error) {
    console.error('Service Bus: a client could not be told of a commit.', error);
  }
}
