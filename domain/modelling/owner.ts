import type { EntityId } from '../../domain/modelling/ids.ts';
/**
 * The owner of an entity: a rule that gives the owner (a caller's id) from the state, undefined while it has none; or 'everybody',
 * which opens it to all whom a route admits. A caller who reaches only its own reaches no entity of another owner or without one.
 */
export type OwnerOf<State> = 'everybody' | ((state: State, entityId: EntityId) => string | undefined);

/** The owner of a view: the field with the owner's id, or 'everybody'. It must agree with the rule of its aggregate. */
export type OwnerField<Field extends string = string> = 'everybody' | { readonly field: Field };
