/**
 * Whose an entity is: the rule that names its owner (a caller's id) from its state, undefined while it has none; or 'everybody',
 * which opens it to all whom a route admits. Who is held to their own reaches no entity of another owner, nor one without.
 */
export type OwnerOf<State> = 'everybody' | ((state: State, entityId: string) => string | undefined);

/** Whose a view is: the field that holds its owner's id, or 'everybody'. It must say the same as the rule of its aggregate. */
export type OwnerField<Field extends string = string> = 'everybody' | { readonly field: Field };
