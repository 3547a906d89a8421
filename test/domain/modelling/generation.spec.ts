import { describe, expect, it } from 'vitest';
import { generationsOf } from '../../../domain/modelling/generation.ts';
import { system, viewsOf } from '../../../domain/modelling/system.ts';
import { declareView, formerView, type AnyView, type ViewDeclaration } from '../../../domain/modelling/view.ts';
import { measuredSheets } from '../../support/ledger/generations.ts';
import { type sheet, sheets, sheetsById, sheetsByOwner, type SheetView } from '../../support/ledger/index.ts';

const first: ViewDeclaration<typeof sheet.events, SheetView> = sheetsById;
const former = formerView(sheetsById, (sheet) => sheet);

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
    const next = { ...first, generation: 2, former: formerView(elsewhere, (sheet) => sheet) };
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
