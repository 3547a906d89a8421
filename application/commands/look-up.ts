import type { LooksUp } from '../../domain/modelling/aggregate.ts';
import {
  knownFacts,
  nameOfFact,
  type Asked,
  type FoundFact,
  type KnownFacts,
  type LookUp,
} from '../../domain/modelling/fact.ts';
import { inParallel } from '../in-parallel.ts';
import type { Tracing } from '../tracing.ts';

/** A fact, and where it was read: a view may be behind its streams. */
export interface ReadFact extends FoundFact {
  readonly from: 'view' | 'stream';
}

/**
 * Reads a fact from a view: one point read. Where the view has no document, which may be because it is late, or for the asker who
 * wants the stream, it is folded from the events. Throws when a store is unreachable, or the stream is damaged.
 */
export type ReadsFacts = (lookUp: LookUp, from: ReadFact['from']) => Promise<ReadFact>;

/** Reads no facts. Throws an error that names what would be needed. */
export const readsNothing: ReadsFacts = async ({ kind }) => {
  throw new Error(`No view tells ${kind.name}.`);
};

/** The facts that were looked up for a command so far. */
export interface LookedUp {
  readonly found: readonly ReadFact[];
  readonly facts: KnownFacts;
}

/** Nothing was looked up. */
export const nothingLookedUp: LookedUp = { found: [], facts: knownFacts([]) };

/** At most so many facts for one command, and so many read at once. */
const mostFacts = 100;
const atOnce = 10;

/** A command as looking up needs it. */
type AskedCommand<Command> = Asked & { readonly command: Command };

/** Looks up what the commands of one aggregate need from others. */
export interface Lookups<Command, State> {
  /** Whether the command needs in this state what was not looked up yet. Sends no request. */
  isMissing(asked: AskedCommand<Command>, state: State, known: LookedUp): boolean;
  /** Reads what the command needs in this state and was not looked up yet, from views where they have it. */
  read(asked: AskedCommand<Command>, state: State, known: LookedUp): Promise<LookedUp>;
  /** Reads again from the streams what a view told, as that may be late. */
  readAgain(known: LookedUp): Promise<LookedUp>;
}

/** Whether a view told any of this. */
export const isToldByView = ({ found }: LookedUp): boolean => found.some(({ from }) => from === 'view');

/** See {@link Lookups}. Throws an error for a command that needs more than a hundred facts. */
export const lookups = <Command, State>(
  looksUp: LooksUp<Command, State>,
  readFact: ReadsFacts,
  tracing: Pick<Tracing, 'span'>,
): Lookups<Command, State> => {
  const readAll = async (wanted: readonly LookUp[], from: ReadFact['from']) => {
    if (wanted.length > mostFacts) throw new Error(`A command needs ${wanted.length} facts, above ${mostFacts}.`);
    return tracing.span({ name: 'look up', facts: { facts: wanted.length, from } }, () =>
      inParallel(atOnce, wanted, (each) => readFact(each, from)),
    );
  };

  const missing = ({ command, entityId, reach }: AskedCommand<Command>, state: State, { found }: LookedUp) => {
    const known = new Set(found.map(nameOfFact));
    return looksUp.needs(command, state, { entityId, reach }).filter((each) => !known.has(nameOfFact(each)));
  };

  return {
    isMissing: (asked, state, known) => missing(asked, state, known).length > 0,
    read: async (asked, state, known) => {
      const wanted = missing(asked, state, known);
      return wanted.length === 0 ? known : holding([...known.found, ...(await readAll(wanted, 'view'))]);
    },
    readAgain: async ({ found }) => {
      const late = found.filter(({ from }) => from === 'view');
      const kept = found.filter(({ from }) => from === 'stream');
      return holding([...kept, ...(await readAll(late, 'stream'))]);
    },
  };
};

const holding = (found: readonly ReadFact[]): LookedUp => ({ found, facts: knownFacts(found) });
