/** What is folded, with the version that it has come to. */
interface Versioned {
  readonly version: number;
}

/**
 * Folds a stream for a question that looks again and again: each time all events that it is given, from the first on, but each of them
 * once. It remembers the fold, so it must not outlive the question.
 */
export const foldingOn = <State extends Versioned, Event extends Versioned>(
  start: State,
  fold: (before: State, recorded: Event) => State,
): ((records: readonly Event[]) => State) => {
  let folded = start;
  return (records) => {
    folded = records.filter(({ version }) => version > folded.version).reduce(fold, folded);
    return folded;
  };
};
