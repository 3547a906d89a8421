import type { EntityId } from '../../domain/modelling/ids.ts';
import type { OwnerField, OwnerOf, Reach } from '../../domain/modelling/owner.ts';

export type { Reach };

/**
 * The reader of a view or a history: which entities it reaches, and whether it sees personal values, which read `[personal]`
 * otherwise.
 */
export interface Reader {
  readonly reach: Reach;
  readonly personalReach: Reach | 'none';
}

/** Whether an entity in this state is within reach. */
export const reachesState = <State>(reach: Reach, owner: OwnerOf<State>, state: State, entityId: EntityId): boolean =>
  reach === 'all' || owner === 'everybody' || owner(state, entityId) === reach.ownerId;

/** Whether a view is within reach. An empty one is not. */
export const reachesView = (reach: Reach, owner: OwnerField, view: object | undefined): boolean =>
  view !== undefined &&
  (reach === 'all' ||
    owner === 'everybody' ||
    new Map<string, unknown>(Object.entries(view)).get(owner.field) === reach.ownerId);
