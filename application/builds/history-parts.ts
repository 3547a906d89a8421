/** Some commits of a part of the history, and where the next ones are. */
export interface HistoryPage {
  /** The commits as they are stored, those of one stream in their order; one that was changed in the store is marked. */
  readonly documents: readonly unknown[];
  /** The place behind this page. Stays valid, also when the store divides its ranges. */
  readonly continuation: string;
}

/** Where to read on, and how much at once. */
export interface PartReading {
  /** The continuation of an earlier page. From the first commit where there is none. */
  readonly from: string | undefined;
  /** The most commits of one page. A store may give fewer. */
  readonly pageSize: number;
}

/** The whole history, in parts that can be read at the same time. Each stream is in one part. */
export interface HistoryParts {
  /** The names of the parts of the history: at least so many. Each commit is in one of them, also one that is appended later. */
  split(atLeast: number): Promise<readonly string[]>;

  /** The pages of a part, up to the last commit that there is when it is reached. Throws Unavailable. */
  pages(part: string, reading: PartReading): AsyncIterable<HistoryPage>;

  /** About how many commits there are. */
  count(): Promise<number>;
}
