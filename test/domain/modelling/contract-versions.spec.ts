import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formerVersion, type ContractName, type FormerVersion } from '../../../domain/modelling/contract.ts';
import { declareModule, system } from '../../../domain/modelling/system.ts';
import { sheet } from '../../support/ledger/index.ts';

const schema = z.object({ sheetId: z.string() });
const before = (type: ContractName, of: ContractName) => formerVersion(type, { of, schema, dataOf: (newer) => newer });

const closedIn = (versions: readonly ContractName[], formerly: readonly FormerVersion[]) => () =>
  system(
    declareModule({
      aggregate: sheet,
      contracts: {
        schemas: Object.fromEntries(versions.map((version) => [version, schema])),
        formerly,
        contractOf: () => undefined,
      },
    }),
  );

const [one, two, three] = ['ledger.sheet-closed.v1', 'ledger.sheet-closed.v2', 'ledger.sheet-closed.v3'] as const;

describe('Versions of a contract', () => {
  it('form a chain, each the former of the next', () => {
    expect(closedIn([one, two, three], [before(one, two), before(two, three)])).not.toThrow();
  });

  it.each<[string, readonly ContractName[], readonly FormerVersion[], string]>([
    ['has no schema', [two], [before(one, two)], `${one} is published beside ${two}: both need a schema.`],
    ['takes the place of a later one', [one, two], [before(two, one)], `${one} cannot take the place of ${two}`],
    ['takes its own place', [one], [before(one, one)], `${one} cannot take the place of ${one}`],
    [
      'is of another contract',
      [one, 'ledger.row-changed.v2'],
      [before(one, 'ledger.row-changed.v2')],
      `ledger.row-changed.v2 cannot take the place of ${one}`,
    ],
    ['takes two places', [one, two, three], [before(one, three), before(two, three)], 'they form a chain'],
    ['is followed by two', [one, two, three], [before(one, two), before(one, three)], 'they form a chain'],
    ['has no number', ['ledger.sheet-closed.vNaN' as ContractName], [], 'does not end in its version'],
    ['has number 0', ['ledger.sheet-closed.v0'], [], 'does not end in its version'],
  ])('are refused where one %s', (_, versions, formerly, why) => {
    expect(closedIn(versions, formerly)).toThrow(why);
  });
});
