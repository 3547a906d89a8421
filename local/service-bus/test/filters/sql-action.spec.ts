import { describe, expect, it } from 'vitest';
import { compileAction, FilterEvaluationError, FilterSyntaxError } from '../../filters/index.ts';
import { subject, type Properties } from './subject.ts';

function changes(expression: string, user: Properties = {}, system: Properties = {}) {
  return compileAction({ expression })(subject(user, system));
}

const set = (name: string, value: unknown, scope = 'user') => ({ kind: 'set', scope, name, value });

describe('a SQL action', () => {
  it.each([
    ["SET colour = 'red'", [set('colour', 'red')]],
    ['set Total = total + 1', [set('Total', 6n)]],
    ['SET user.[has space] = 2.5', [set('has space', 2.5)]],
    ["SET sys.Label = 'big ' + note", [set('Label', 'big one', 'sys')]],
    ['SET missing = nothing', [set('missing', undefined)]],
    ['REMOVE total', [{ kind: 'remove', scope: 'user', name: 'total' }]],
    ['REMOVE sys.ReplyTo', [{ kind: 'remove', scope: 'sys', name: 'ReplyTo' }]],
    ['SET a = 1; SET b = 2;', [set('a', 1n), set('b', 2n)]],
    ['SET a = 1, SET b = 2', [set('a', 1n), set('b', 2n)]],
    ['SET a = 1 REMOVE b', [set('a', 1n), { kind: 'remove', scope: 'user', name: 'b' }]],
  ])('does what it says: %s', (expression, expected) => {
    expect(changes(expression, { total: 5n, note: 'one' })).toEqual(expected);
  });

  it('sees in each statement what the ones before it have done', () => {
    expect(
      changes('SET total = total + 1; SET twice = TOTAL * 2; REMOVE total; SET last = total', { total: 1n }),
    ).toEqual([
      set('total', 2n),
      set('twice', 4n),
      { kind: 'remove', scope: 'user', name: 'total' },
      set('last', undefined),
    ]);
    expect(changes("SET sys.Label = 'a'; SET copy = sys.label", {}, { label: 'before' }).at(-1)).toEqual(
      set('copy', 'a'),
    );
  });

  it('may name its values by parameters', () => {
    const apply = compileAction({ expression: 'SET a = @Limit + 1', parameters: { '@limit': 4 } });
    expect(apply(subject({}))).toEqual([set('a', 5n)]);
  });

  it('makes a new id for every message', () => {
    const apply = compileAction({ expression: 'SET sys.CorrelationId = newid()' });
    expect(apply(subject({}))).not.toEqual(apply(subject({})));
  });

  it('fails on a message that it cannot be computed for', () => {
    expect(() => changes("SET total = total + 'x'", { total: 1n })).toThrow(FilterEvaluationError);
  });

  it.each([
    [''],
    ['SET'],
    ['SET a'],
    ['SET a = '],
    ['SET a = b = c'],
    ['SET 1 = a'],
    ['UPDATE a = 1'],
    ['REMOVE'],
    ['REMOVE a = 1'],
    ['SET sys.SequenceNumbers = 1'],
    ['REMOVE sys.MessageId'],
    ['SET sys.SequenceNumber = 1'],
    ['REMOVE sys.PartitionKey'],
    ['SET a = @limit'],
    ['; SET a = 1'],
  ])('is refused when it is not the language: %s', (expression) => {
    expect(() => changes(expression)).toThrow(FilterSyntaxError);
  });
});
