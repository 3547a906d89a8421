import type { ActingBy, ActionOutcome } from '../../application/actions/record-action.ts';

let made = 0;

/** A request of the operator Olga, under a new id, or under one that she has given. */
export const asOlga = (key?: string): ActingBy => ({
  by: 'operators',
  isNewId: key === undefined,
  provenance: {
    actor: 'olga',
    commandId: key ?? `olga-${(made += 1)}`,
    correlationId: 'correlation',
    causationId: null,
    traceparent: null,
  },
});

/** What an action has come to. Throws an error that says how it ended otherwise. */
export const resultOf = async <Result>(ending: Promise<ActionOutcome<Result> | undefined>): Promise<Result> => {
  const ended = await ending;
  if (ended?.outcome === 'ended') return ended.result;
  throw new Error(`The action has not come to a result: ${JSON.stringify(ended)}`);
};
