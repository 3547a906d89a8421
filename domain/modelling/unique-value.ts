/** A value that no two streams of an aggregate have at the same time. */
export interface UniqueValue<Event, Rejection> {
  /** Part of the names under which values are reserved, and the name of the subscriber that confirms them: never rename. */
  readonly name: string;
  /** The rejection when another stream has the value. */
  readonly rejection: Rejection;
  /** The value of a stream after an event, in the form in which values are compared; undefined when it has none. */
  heldAfter(held: string | undefined, event: Event): string | undefined;
}
