import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { holdsPersonalData, personal, personalPathsIn } from '../../../domain/modelling/personal.ts';
import { ada } from '../../support/ada.ts';
import { person, sheet } from '../../support/ledger/index.ts';

const name = personal(z.string());

describe('a mark on a string', () => {
  it('changes nothing about what the schema takes', () => {
    expect(personal(z.string().max(3)).safeParse('abcd').success).toBe(false);
  });

  it('shows in JSON Schema', () => {
    expect(z.toJSONSchema(z.object({ name }))).toMatchObject({ properties: { name: { personal: true } } });
  });

  it('is for strings only, says the compiler', () => {
    // @ts-expect-error a number cannot read [erased]
    personal(z.number());
    // @ts-expect-error neither can an object: mark what is in it
    personal(z.object({}));
  });
});

describe('the events of an aggregate', () => {
  it('are about people when one field of one of them is marked', () => {
    expect(holdsPersonalData(person.events)).toBe(true);
    expect(holdsPersonalData(sheet.events)).toBe(false);
  });
});

describe('the personal places of a value', () => {
  it('are those of the marks, at any depth', () => {
    expect(personalPathsIn(person.events.PersonRegistered.schema, ada)).toEqual([
      ['name'],
      ['email'],
      ['address', 'street'],
      ['address', 'city'],
      ['address', 'postalCode'],
    ]);
  });

  it.each([
    [
      'an array',
      z.object({ a: z.array(z.object({ name, other: z.string() })) }),
      { a: [{ name: 'x', other: 'y' }] },
      ['a', 0, 'name'],
    ],
    ['a tuple', z.tuple([z.string(), name]), ['x', 'y'], [1]],
    ['a record', z.record(z.string(), name), { some: 'x' }, ['some']],
    ['an optional', z.object({ name: name.optional() }), { name: 'x' }, ['name']],
    [
      'an exactOptional object',
      z.object({ a: z.object({ name }).exactOptional() }),
      { a: { name: 'x' } },
      ['a', 'name'],
    ],
    ['a nullable with a default', z.object({ name: name.nullable().default('') }), { name: 'x' }, ['name']],
    ['a readonly', z.object({ name }).readonly(), { name: 'x' }, ['name']],
    ['a union', z.object({ a: z.union([z.number(), z.string(), name]) }), { a: 'x' }, ['a']],
    ['an intersection', z.object({ a: z.string() }).and(z.object({ name })), { a: 'x', name: 'y' }, ['name']],
    ['a lazy', z.lazy(() => z.object({ name })), { name: 'x' }, ['name']],
    ['a refined string', z.object({ name: name.refine(() => true) }), { name: 'x' }, ['name']],
    ['a transformed string', z.object({ name: name.transform((text) => text) }), { name: 'x' }, ['name']],
    ['a catchall', z.object({}).catchall(name), { other: 'x' }, ['other']],
  ])('are found below %s', (_, schema, value, path) => {
    expect(personalPathsIn(schema, value)).toEqual([path]);
  });

  it('are only where there is text', () => {
    const schema = z.object({ name: name.nullable(), other: name.optional(), plain: z.string() });
    expect(personalPathsIn(schema, { name: null, plain: 'x' })).toEqual([]);
  });
});
