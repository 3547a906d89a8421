/** Which part of a list is asked for. */
export interface PageRequest {
  /** At most so many in this page. */
  readonly limit: number;
  /** What an earlier page of the same list gave. */
  readonly continuation?: string;
}

/** A part of a list. `continuation` is opaque, and absent when nothing follows; the page that it leads to may be empty. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly continuation?: string;
}

/** The caller's continuation is none that this list has given out. */
export class UnknownContinuation extends Error {
  override readonly name = 'UnknownContinuation';
}
