/** How long a reservation that nobody confirms is kept, in seconds: far longer than a host lets a command run, and than a feed is late before somebody is told. */
export const pendingSeconds = 3_600;

/**
 * Which stream may use a name that no two may use at once. A name is kept as it is given, so it must not say what it stands for.
 * Every promise is a rule of the contract suite. All throw StoreUnavailable.
 */
export interface Reservations {
  /**
   * Reserves a name for a holder for {@link pendingSeconds} from now; one that the holder has already is 'reserved' as well, and
   * is not given up before that time has passed, whatever {@link releaseOthers} says. 'taken' when somebody else has it.
   */
  reserve(name: string, holder: string): Promise<'reserved' | 'taken'>;

  /** Makes a reservation last until it is released, also one that has expired. 'taken' when somebody else has the name. */
  confirm(name: string, holder: string): Promise<'confirmed' | 'taken'>;

  /** Gives up all confirmed names of a holder but one. What is only reserved stays: a command may be on its way. */
  releaseOthers(holder: string, kept: string | undefined): Promise<void>;
}

/** A stream has a value that another one has, too. It is for people to decide whose it is. */
export class ValueHeldTwice extends Error {
  override readonly name = 'ValueHeldTwice';
}
