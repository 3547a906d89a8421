import type { z } from 'zod';
import type { EntityId } from './ids.ts';
import type { Reach } from './owner.ts';

/**
 * A kind of fact that decisions need of entities of another aggregate. It says what they need, not who keeps it: the system names the
 * view that tells it. A fact contains nothing personal.
 */
export interface FactKind<Fact extends object = object> {
  /** Names the kind among all of the system. */
  readonly name: string;
  /** What is told of one entity; anything else is left out. */
  readonly schema: z.ZodType<Fact>;
}

/** A fact that a decision needs: of this kind, about this entity. */
export interface LookUp<Fact extends object = object> {
  readonly kind: FactKind<Fact>;
  readonly entityId: EntityId;
}

/** A fact that was looked up; undefined when there is no such entity. */
export interface FoundFact<Fact extends object = object> extends LookUp<Fact> {
  readonly fact: Fact | undefined;
}

/** The facts that were looked up for a decision. */
export interface KnownFacts {
  /** What is known of an entity; undefined when there is no such entity. Throws an error that names what was not looked up. */
  readonly about: <Fact extends object>(kind: FactKind<Fact>, entityId: EntityId) => Fact | undefined;
}

/** The sender of a command, and the entity that it is for. */
export interface Asked {
  readonly entityId: EntityId;
  /** What the sender reaches. */
  readonly reach: Reach;
}

/** What a decision sees beside the command and the state. */
export interface DecisionContext extends Asked {
  readonly facts: KnownFacts;
}

/** Names a fact among all that a decision may need. */
export const nameOfFact = ({ kind, entityId }: LookUp): string => `${kind.name} of ${entityId}`;

/** The facts that were found, for a decision. */
export const knownFacts = (found: readonly FoundFact[]): KnownFacts => {
  const facts = new Map(found.map((each) => [nameOfFact(each), each.fact]));
  return {
    about: (kind, entityId) => {
      const name = nameOfFact({ kind, entityId });
      if (!facts.has(name)) throw new Error(`A decision needs the ${name}, which its aggregate does not look up.`);
      const fact = facts.get(name);
      return fact === undefined ? undefined : kind.schema.parse(fact);
    },
  };
};
