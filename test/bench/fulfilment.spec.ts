import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { costOfFulfilment, type FulfilmentCost } from '../../bench/commands/fulfilment-cost.ts';
import { stepsOf } from '../../bench/commands/fulfilments.ts';
import { useLocalCosmos } from '../support/local-cosmos.ts';

/** In request units: a commit of a few events. */
const create = 6.7;

const page = readFileSync(join(import.meta.dirname, '../../docs/scale.md'), 'utf8');
const chapter = page.slice(page.indexOf('## What a fulfilment costs'), page.indexOf('## Readers'));
/** The lines of the table: a part, and its request units. */
const lines = [
  ...chapter.matchAll(/^\| (?:(?:the|view|log|its) )?`?([\w-]+)`?(?: stream)? +\|[^|]+\| ([\d.]+) +\|$/gm),
].map(([, part = '', units]) => ({ part, units: Number(units) }));

describe('The fulfilment of an order', () => {
  const cosmos = useLocalCosmos();
  let ofOneLine: FulfilmentCost;
  let ofTwo: FulfilmentCost;

  beforeAll(async () => {
    const database = await cosmos.freshDatabase();
    ofOneLine = await costOfFulfilment(database, 'one', 1);
    ofTwo = await costOfFulfilment(database, 'two', 2);
  });

  it('takes a step one create for itself and one for the target, where both are known to the host, and one to begin', () => {
    const { own, targets } = ofOneLine;
    expect(own.requests).toBe(1 + stepsOf(1));
    expect(targets.requests).toBe(stepsOf(1));
    expect(own.requestUnits).toBeLessThanOrEqual(create * own.requests);
    expect(targets.requestUnits).toBeLessThanOrEqual(create * targets.requests);
  });

  it('takes no more where answers come at the same time', () => {
    expect(ofTwo.own.requests).toBeLessThanOrEqual(1 + stepsOf(2));
    expect(ofTwo.targets.requests).toBe(stepsOf(2));
  });

  it('asks nothing when the feed comes with the same, and elsewhere only how the process stands', () => {
    expect(ofTwo.again).toMatchObject({ requests: 0, requestUnits: 0 });
    expect(ofTwo.elsewhere.requests).toBeLessThanOrEqual(3);
    expect(ofTwo.elsewhere.requestUnits).toBeLessThanOrEqual(7.5);
  });

  describe('costs what docs/scale.md says, with what follows from it', () => {
    const measured = () =>
      [ofTwo.own, ofTwo.targets, ...ofTwo.followed].map(({ part, requestUnits: units }) => ({ part, units }));

    it('in every part that costs something', () => {
      expect(lines.map(({ part }) => part).toSorted()).toEqual(
        measured()
          .map(({ part }) => part)
          .toSorted(),
      );
    });

    it.each(lines)('in $part', ({ part, units }) => {
      const found = measured().find((each) => each.part === part);
      expect(Math.abs((found?.units ?? 0) - units)).toBeLessThan(0.1);
    });
  });
});
