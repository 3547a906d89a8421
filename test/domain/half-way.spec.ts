import { describe, expect, it } from 'vitest';
import type { DeclaredProcess } from '../../domain/modelling/process.ts';
import { isInFlight } from '../../domain/modelling/processes/process-state.ts';
import { shop } from '../../domain/shop.ts';
import { hasWhatMovesIt } from '../support/process-scenario.ts';
import { readHalfWay, type GoldenHalfWay } from '../../scripts/catalogue/golden-files.ts';
import { decisionOf, reactionOf, stateOf } from '../../scripts/catalogue/half-way.ts';

/** Which answer to which ask a process half-way gets: `charge refused`. */
const answerIn = (process: DeclaredProcess, golden: GoldenHalfWay): string | undefined => {
  const { type, data } = golden.command;
  const state = stateOf(process, golden);
  if (type !== 'RecordAnswer' || state.phase === 'not-started') return undefined;
  const ask = state.asks.find(({ number }) => number === data['number']);
  return ask === undefined || !isInFlight(ask) || ask.kind === 'undo'
    ? undefined
    : `${ask.ask} ${String(data['outcome'])}`;
};

describe.each(shop.processes)('A deployment in the middle of $name', (process) => {
  const golden = Object.entries(readHalfWay(process.name));
  const file = `test/domain/${process.name}/golden/half-way.json`;

  it.each(golden)('does next what it always did: %s', (_, each) => {
    const advice = `Instances that run would go on otherwise than they began. If this is meant, raise the definition of the process, let its reactions ask which one an instance has, and delete \`then\` of this history in ${file} and run npm run golden.`;
    expect(each.then, `It is not recorded in ${file}: run npm run golden.`).toBeDefined();
    expect(reactionOf(process, each), advice).toEqual(each.then);
  });

  it.each(golden)('leaves nothing standing that only somebody else could move: %s', (_, each) => {
    const before = stateOf(process, each);
    const decision = decisionOf(process, each);
    const after = decision.accepted ? decision.events.reduce(process.aggregate.evolve, before) : before;
    expect([before, after].filter((state) => !hasWhatMovesIt(state))).toEqual([]);
  });

  it('is recorded for every answer to everything that it asks', () => {
    const asks = new Set(
      golden.flatMap(([, each]) => {
        const state = stateOf(process, each);
        return state.phase === 'not-started' ? [] : state.asks.map(({ ask }) => ask);
      }),
    );
    const answers = [...asks].flatMap((ask) => [`${ask} accepted`, `${ask} refused`]);
    const recorded = golden.map(([, each]) => answerIn(process, each));
    expect(recorded).toEqual(expect.arrayContaining(answers));
    expect([...asks].toSorted()).toEqual(process.asks.toSorted());
  });
});
