import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventType, schemaVersionOf } from '../../domain/modelling/aggregate.ts';
import { findAggregates, type AnyAggregate } from '../../scripts/catalogue/aggregates.ts';
import { readHistories, readShapes, readStates } from '../../scripts/catalogue/golden-files.ts';
import { incompatibility, readToday, schemaOf, stateAfter } from '../../scripts/catalogue/shapes.ts';

const found = await findAggregates();

describe.each(found)('The history of domain/$folder', ({ folder, aggregate }) => {
  const golden = `test/domain/${folder}/golden`;
  const shapes = readShapes(folder);
  const histories = readHistories(folder);
  const states = readStates(folder, aggregate.stateVersion);

  it.each(Object.entries(aggregate.events))('has a golden file of the newest shape of %s', (name, type) => {
    const shape = `${name}.v${schemaVersionOf(type)}`;
    const advice = `${golden}/${shape}.json is missing: put an event of that shape into ${golden}/histories.json, and run npm run golden.`;
    expect(Object.keys(shapes), advice).toContain(shape);
  });

  it.each(Object.entries(shapes))('is read as ever where it holds %s', (shape, { examples }) => {
    const advice = `Events that are stored as ${shape} are not read any more as they were. History does not change: undo the change of the schema, or add an upcast from the shape before to the new one.`;
    for (const { stored, read } of examples) expect(readToday(aggregate, [stored])[0]?.data, advice).toEqual(read);
  });

  it.each(Object.entries(aggregate.events))('allows what has become of the shape of %s', (name, type) => {
    const shape = `${name}.v${schemaVersionOf(type)}`;
    const recorded = shapes[shape]?.schema ?? {};
    const now = schemaOf(type.schema);
    const advice = `${name} has changed under its version. A shape only ever gets optional fields: make it a new version with an upcast from this one, and record it with npm run golden.`;
    expect(incompatibility(recorded, now), advice).toBeUndefined();
    expect(now, `${name} has got optional fields: run npm run golden to record them.`).toEqual(recorded);
  });

  it.each(Object.entries(histories))('folds into the state that it always had: %s', (name, history) => {
    const advice = `evolve makes another state of this history than it did under stateVersion ${aggregate.stateVersion}, and snapshots of the old meaning are about. If this is meant, raise stateVersion and run npm run golden.`;
    expect(states, `${golden} has no state of ${name}: run npm run golden.`).toHaveProperty([name]);
    expect(stateAfter(aggregate, history), advice).toEqual(states[name]);
  });

  it.each(Object.entries(histories))('makes a state that its schema and JSON give back: %s', (_, history) => {
    const state = readToday(aggregate, history).reduce(aggregate.evolve, aggregate.initial);
    expect(aggregate.state.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });
});

it('looks at every aggregate', () => {
  expect(found.map(({ folder }) => folder)).toEqual(expect.arrayContaining(['customer', 'order']));
});

describe('A shape', () => {
  const now = z.object({ sku: z.string(), lines: z.array(z.object({ price: z.int() })) });

  it.each([
    ['the same', now, undefined],
    ['with one more optional field', now.extend({ note: z.string().optional() }), undefined],
    [
      'with one more demanded field',
      now.extend({ note: z.string() }),
      'data.note is demanded, which stored events need not have',
    ],
    ['without a field', now.omit({ sku: true }), 'data.sku is gone'],
    ['with another kind of value', now.extend({ sku: z.int() }), 'data.sku is another kind of value'],
    ['that is stricter', now.extend({ sku: z.string().max(3) }), 'data.sku is another kind of value'],
    [
      'that differs deep inside',
      now.extend({ lines: z.array(z.object({ price: z.string() })) }),
      'data.lines[].price is another kind of value',
    ],
    [
      'that demands a field deep inside',
      now.extend({ lines: z.array(z.object({ price: z.int(), tax: z.int() })) }),
      'data.lines[].tax is demanded, which stored events need not have',
    ],
    ['marked as personal', now.extend({ sku: z.string().meta({ personal: true }) }), undefined],
  ])('%s', (_, changed, fault) => {
    expect(incompatibility(schemaOf(now), schemaOf(changed))).toBe(fault);
  });
});

it('an upcast makes every old shape readable, and a history of all of them one state', () => {
  const pot: AnyAggregate = {
    category: 'pot',
    commands: {},
    events: {
      PotFilled: eventType(
        z.object({ volume: z.int(), unit: z.string() }),
        (data) => ({ millilitres: z.object({ cups: z.int() }).parse(data).cups * 150 }),
        (data) => ({ volume: z.object({ millilitres: z.int() }).parse(data).millilitres, unit: 'ml' }),
      ),
    },
    state: z.int(),
    stateVersion: 1,
    initial: 0,
    owner: 'everybody',
    evolve: (state, { data }) => Number(state) + Number(data['volume']),
    decide: () => ({ accepted: true, events: [] }),
  };
  const history = [{ cups: 2 }, { millilitres: 100 }, { volume: 50, unit: 'ml' }];
  const stored = history.map((data, index) => ({ type: 'PotFilled', schemaVersion: index + 1, data }));
  expect(stateAfter(pot, stored)).toBe(450);
});
