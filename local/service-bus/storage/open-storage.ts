import { openDatabase } from './open-database.ts';
import { openDeadlines, type Deadlines } from './deadlines.ts';
import { openEntities, type Entities } from './entities.ts';
import { openMessages, type Messages } from './messages.ts';
import { openRemoval, type Removal } from './removal.ts';
import { openSeenMessageIds, type SeenMessageIds } from './seen-message-ids.ts';
import { openSessionStates, type SessionStates } from './session-states.ts';
import { openTurns, type TurnOwner, type Turns } from './turns.ts';

/** Everything the broker keeps on disk. */
export interface Storage {
  readonly turns: Turns;
  readonly entities: Entities;
  readonly messages: Messages;
  readonly removal: Removal;
  readonly deadlines: Deadlines;
  readonly sessionStates: SessionStates;
  readonly seenMessageIds: SeenMessageIds;
  /** Commits what is open, folds the write-ahead log into the file and frees the folder. */
  close(): void;
}

/** Opens the storage of a folder, or of memory with `:memory:`. @throws StartupError as `openDatabase` does. */
export function openStorage(data: string, owner: TurnOwner): Storage {
  const database = openDatabase(data);
  const turns = openTurns(database, owner);
  return {
    turns,
    entities: openEntities(database),
    messages: openMessages(database),
    removal: openRemoval(database),
    deadlines: openDeadlines(database),
    sessionStates: openSessionStates(database),
    seenMessageIds: openSeenMessageIds(database),
    close() {
      turns.close();
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      database.close();
    },
  };
}
