/** A commit that a subscriber cannot take, kept with its reason until an operator has it delivered again. */
export interface ParkedCommit {
  /** The subscriber that could not take it. */
  readonly subscriber: string;
  readonly streamId: string;
  /** The first commit of the stream that could not be taken. Later ones wait behind it. */
  readonly reason: string;
  readonly parkedAt: string;
  /** The document as it was delivered. */
  readonly document: unknown;
}

/** Where subscribers leave what they cannot take, one stream at a time, so that the feed goes on for all others. */
export interface ParkingLot {
  /** Keeps the first parked commit of a stream; parking another behind it changes nothing. */
  park(parked: ParkedCommit): Promise<void>;

  /** All that a subscriber has parked, or all there is. */
  list(subscriber?: string): Promise<readonly ParkedCommit[]>;

  /** Forgets a stream's parked commit, if there is one. */
  release(subscriber: string, streamId: string): Promise<void>;
}
