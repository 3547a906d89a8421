import { describe, expect, it } from 'vitest';
import { shop } from '../../domain/shop.ts';
import { keptFile, readKept } from '../../scripts/catalogue/golden-files.ts';
import { keptViews } from '../../scripts/catalogue/golden-views.ts';
import { countedLedger, ledger } from '../support/ledger/index.ts';

const views = (await keptViews(shop)).flatMap(({ name, folder, kept }) =>
  Object.entries(kept).map(([history, documents]) => ({ name, folder, history, documents })),
);

describe('A generation of a view', () => {
  it.each(views)('$name keeps of $history what it always kept', ({ name, folder, history, documents }) => {
    const golden = `test/domain/${folder}/golden/${keptFile(name)}`;
    const recorded = readKept(folder, name);
    const advice =
      `${name} keeps something else of this history than it did, and documents that were kept so are stored. If this is meant, ` +
      `raise the generation and keep this one as the former (docs/guides/change-a-view.md), and run npm run golden. ` +
      `What is recorded in ${golden} stays as it is.`;
    expect(recorded, `${golden} does not have ${history}: run npm run golden.`).toHaveProperty([history]);
    expect(documents, advice).toEqual(recorded[history]);
  });

  it('is looked at in every kind', async () => {
    const kept = [...(await keptViews(ledger)), ...(await keptViews(countedLedger))].map(({ name }) => name);
    expect(kept).toEqual(expect.arrayContaining(['sheets', 'sheets-by-owner', 'amounts-by-key']));
  });
});
