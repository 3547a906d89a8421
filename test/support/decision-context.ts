import { knownFacts, type DecisionContext, type FoundFact } from '../../domain/modelling/fact.ts';

/** What a decision sees that needs nothing from others, asked by somebody who reaches everything. */
export const withoutFacts: DecisionContext = { entityId: '1', reach: 'all', facts: knownFacts([]) };

/** What a decision sees that knows these facts. */
export const knowing = (...found: FoundFact[]): DecisionContext => ({ ...withoutFacts, facts: knownFacts(found) });
