import { expect, it } from 'vitest';
import { z } from 'zod';
import { factsFrom } from '../../../domain/modelling/fact-source.ts';
import { declareModule } from '../../../domain/modelling/module.ts';
import { system } from '../../../domain/modelling/system.ts';
import { sheet, sheets, sheetsById, sheetsByOwner } from '../../support/ledger/index.ts';

const holder = { name: 'holder', schema: z.object({ ownerId: z.string() }) };
const tell = ({ ownerId }: { readonly ownerId: string }) => ({ ownerId });
const asking = declareModule({
  aggregate: { ...sheet, category: 'asking', looksUp: { kinds: [holder], needs: () => [] } },
});

it('what decisions need, a view of the system tells, once', () => {
  const told = factsFrom(holder, sheetsById, tell);
  expect(system(sheets, asking, { facts: [told] }).facts).toEqual([told]);
  expect(() => system(sheets, asking)).toThrow('Looked up, and told by no view: fact holder.');
  expect(() => system(sheets, asking, { facts: [told, told] })).toThrow('Declared twice: fact holder.');
});

it('a view tells facts only where its documents are found by their entity', () => {
  expect(() => factsFrom(holder, sheetsByOwner, tell)).toThrow('are not found by their entity');
});
