import type { CallerId, EntityId } from '../../domain/modelling/ids.ts';
import type { OwnerField, OwnerOf } from '../../domain/modelling/owner.ts';

/**
 * Which entities a caller reaches: all, or only those of one owner. Entities out of reach do not exist for the caller. Every
 * command and every read of a view states its reach; work of the system itself has the reach 'all'.
 */
export type Reach = 'all' | { readonly ownerId: CallerId };

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
