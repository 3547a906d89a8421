import type { OwnerField, OwnerOf } from '../../domain/modelling/owner.ts';

/**
 * Which entities somebody reaches: all of them, or only those of one owner. What is out of reach does not exist for them. Whoever
 * sends a command or reads a view says which; what the system does by itself says 'all'.
 */
export type Reach = 'all' | { readonly ownerId: string };

/** For whom something is read: which entities they reach, and of which they see personal values, which is `[personal]` to them elsewhere. */
export interface Reader {
  readonly reach: Reach;
  readonly personalReach: Reach | 'none';
}

/** Whether an entity in this state is within reach. */
export const reachesState = <State>(reach: Reach, owner: OwnerOf<State>, state: State, entityId: string): boolean =>
  reach === 'all' || owner === 'everybody' || owner(state, entityId) === reach.ownerId;

/** Whether a view is within reach. Where there is nothing to show, there is nothing to reach. */
export const reachesView = (reach: Reach, owner: OwnerField, view: object | undefined): boolean =>
  view !== undefined &&
  (reach === 'all' ||
    owner === 'everybody' ||
    new Map<string, unknown>(Object.entries(view)).get(owner.field) === reach.ownerId);
