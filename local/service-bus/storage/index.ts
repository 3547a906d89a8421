export { openStorage, type Storage } from './open-storage.ts';
export { messageState, type MessageRow, type MessageState, type Payload } from './message-row.ts';
export type { EntityRow, RuleRow } from './entities.ts';
export type { TurnEnd, TurnOwner, Turns } from './turns.ts';
