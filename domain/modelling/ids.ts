declare const meaning: unique symbol;

/**
 * What a text means, for the compiler alone: text of one meaning does not fit where another is asked for, so that ids cannot be
 * mixed up. Text without a meaning (read from outside, or written in a spec) fits.
 */
export interface Meaning<Name extends string> {
  readonly [meaning]?: Name;
}

/** The id of an entity in its category: `1` for the stream `order-1`. */
export type EntityId = string & Meaning<'entity'>;

/** The id of a stream, category and entity together: `order-1`. Not any text fits, because most text names no stream. */
export type StreamId = `${string}-${string}` & Meaning<'stream'>;

/** The id of a stream as somebody names it: a document that is no commit, a sender of messages, an operator. */
export type NamedStream = string & Meaning<'stream'>;

/** The id of a caller: stable and meaningless, never a name or an address. */
export type CallerId = string & Meaning<'caller'>;

/** The id of a command: a repeated one is carried out once. */
export type CommandId = string & Meaning<'command'>;

/** Whose key it is: of the person behind a stream, or, under a name that no stream has, of the system itself. */
export type Subject = StreamId | `$${string}`;
