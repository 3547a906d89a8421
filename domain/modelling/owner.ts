import type { CallerId, EntityId } from './ids.ts';

/**
 * Which entities a caller reaches: all, or only those of one owner. Entities out of reach do not exist for the caller. Every
 * command and every read of a view states its reach; work of the system itself has the reach 'all'.
 */
export type Reach = 'all' | { readonly ownerId: CallerId };

/**
 * The owner of an entity: a rule that gives the owner (a caller's id) from the state, undefined while it has none; or 'everybody',
 * which opens it to all whom a route admits. A caller who reaches only its own reaches no entity of another owner or without one.
 */
export type OwnerOf<State> = 'everybody' | ((state: State, entityId: EntityId) => string | undefined);

/** The owner of a view: the field with the owner's id, or 'everybody'. It must agree with the rule of its aggregate. */
export type OwnerField<Field extends string = string> = 'everybody' | { readonly field: Field };
