import fc from 'fast-check';
import { describe, it } from 'vitest';
import { agreement } from '../../support/agreement.ts';
import { address } from '../../support/ada.ts';
import { specTime } from '../../support/as-bob.ts';
import { person, sheet, type PersonCommand, type SheetCommand } from '../../support/ledger/index.ts';
import { asking } from '../../support/people.ts';
import { commands } from '../../support/sheets.ts';

const { open, changeRent, removeTax, close, sign, drop } = commands;
const sheetCommand: fc.Arbitrary<SheetCommand> = fc.oneof(
  fc.constant(open),
  fc.integer({ min: 1, max: 4 }).map(changeRent),
  fc.constantFrom(removeTax, close, sign, drop),
);
const personCommand: fc.Arbitrary<PersonCommand> = fc.constantFrom(
  asking.register('ada@example.org'),
  asking.changeEmail('ada@new.example'),
  { type: 'MovePerson', data: { address }, at: specTime } as const,
  asking.erase,
);

describe('a state that is folded from decided events', () => {
  it.each([agreement(sheet, sheetCommand), agreement(person, personCommand)])(
    'equals the state that is folded from what was stored: $category',
    ({ holds }) => holds(),
  );
});
