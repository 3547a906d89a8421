import { describe, expect, it } from 'vitest';
import { formerGeneration, generationsOf } from '../../../domain/modelling/generation.ts';
import { declareJoined } from '../../../domain/modelling/joined.ts';
import { declareLog } from '../../../domain/modelling/log.ts';
import { everyViewOf, system, viewsOf } from '../../../domain/modelling/system.ts';
import { declareView, type AnyView, type ViewDeclaration } from '../../../domain/modelling/view.ts';
import { measuredSheets } from '../../support/ledger/generations.ts';
import { closedOwners, keptLedgerInTwo, labelledDeeds } from '../../support/ledger/kinds-in-two.ts';
import {
  deeds,
  owners,
  people,
  type sheet,
  sheets,
  sheetsById,
  sheetsByOwner,
  type SheetView,
} from '../../support/ledger/index.ts';

const first: ViewDeclaration<typeof sheet.events, SheetView> = sheetsById;
const former = formerGeneration(sheetsById, (sheet) => sheet);

describe('A generation', () => {
  it('has a subscriber and a container of its own from the second on', () => {
    expect([sheetsById.name, measuredSheets.name]).toEqual(['sheets', 'sheets.v2']);
    expect(generationsOf<AnyView>(measuredSheets).map(({ viewName, generation }) => [viewName, generation])).toEqual([
      ['sheets', 2],
      ['sheets', 1],
    ]);
  });

  it('may leave numbers out', () => {
    expect(declareView({ ...first, generation: 7, former }).name).toBe('sheets.v7');
  });

  it.each([0, -1, 1.5, Number.NaN])('is no %d', (generation) => {
    expect(() => declareView({ ...first, generation })).toThrow('generations are whole numbers from 1');
  });

  it('has a higher number than its former one', () => {
    expect(() => declareView({ ...first, generation: 1, former })).toThrow('give it a higher number');
  });

  it('keeps the name of its view', () => {
    expect(() => declareView({ ...first, name: 'others', generation: 2, former })).toThrow('a view keeps its name');
  });

  it('keeps what readers find its documents by', () => {
    const elsewhere = declareView({ ...first, partition: { by: 'field', field: 'ownerId' } });
    const next = { ...first, generation: 2, former: formerGeneration(elsewhere, (sheet) => sheet) };
    expect(() => declareView(next)).toThrow('has another partition than generation 1');
  });

  it('is declared once in a system, wherever it stands in the list', () => {
    const twice = { ...sheets, views: [measuredSheets, sheetsById, sheetsByOwner] };
    expect(() => system(twice)).toThrow('Declared twice: subscriber sheets.');
    expect(viewsOf(system({ ...sheets, views: [measuredSheets] })).map(({ name }) => name)).toEqual([
      'sheets.v2',
      'sheets',
    ]);
  });
});

describe('A generation of a log or of a joined view', () => {
  it('has a subscriber and a container of its own, as that of every view', () => {
    expect(everyViewOf(keptLedgerInTwo).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['deeds', 'deeds.v2', 'owners', 'owners.v2']),
    );
  });

  it('is declared once in a system', () => {
    expect(() => system(sheets, people, { logs: [labelledDeeds, deeds], joined: [closedOwners, owners] })).toThrow(
      'Declared twice: subscriber deeds, subscriber owners.',
    );
  });

  it('keeps what readers ask by', () => {
    const log = declareLog({ ...deeds, owner: 'everybody' });
    const next = { ...deeds, generation: 2, former: formerGeneration(log, (deed) => deed) };
    expect(() => declareLog(next)).toThrow('has another owner than generation 1');
    const joined = declareJoined({ ...owners, orderBy: 'sheets' });
    const after = { ...owners, generation: 2, former: formerGeneration(joined, (owner) => owner) };
    expect(() => declareJoined(after)).toThrow('has another orderBy than generation 1');
  });

  it('may follow streams that the former one did not', () => {
    const [first] = deeds.sources;
    if (first === undefined) expect.fail('It has sources.');
    const former = formerGeneration(declareLog({ ...deeds, sources: [first] }), (deed) => deed);
    expect(declareLog({ ...deeds, generation: 2, former }).name).toBe('deeds.v2');
  });
});
