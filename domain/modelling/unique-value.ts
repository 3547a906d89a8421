/** A value that no two streams of an aggregate have at the same time. */
export interface UniqueValue<Event, Rejection> {
  /** Part of the names under which values are reserved, and the name of the subscriber that confirms them: never rename. */
  readonly name: string;
  /** What a caller is told who wants a value that another stream has. */
  readonly rejection: Rejection;
  /** What a stream has after an event, in the form in which values are compared; undefined when it has none. */
  heldAfter(held: string | undefined, event: Event): string | undefined;
}
