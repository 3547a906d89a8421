import { describe, expect, it } from 'vitest';
import { compileRoute } from '../http/route-template.ts';

describe('A route template', () => {
  it.each([
    ['a/b', 'a/b', {}],
    ['a/b', 'A/B/', {}],
    ['{x}', 'a b', { x: 'a b' }],
    ['{x?}', '', {}],
    ['{x=1}', '', { x: '1' }],
    ['{x:int}', '-7', { x: '-7' }],
    ['{x:int:min(3)}', '3', { x: '3' }],
    ['{x:range(1,5)}', '5', { x: '5' }],
    ['{x:guid}', '0f8fad5b-d9cb-469f-a165-70867728950e', { x: '0f8fad5b-d9cb-469f-a165-70867728950e' }],
    ['{x:regex(^\\d{{2}}-[a-z]$)}', '12-B', { x: '12-B' }],
    ['{x:length(2)}', 'ab', { x: 'ab' }],
    ['{x:maxlength(2)=zz}', '', { x: 'zz' }],
    ['{name}.{ext}', 'a.b.c', { name: 'a.b', ext: 'c' }],
    ['{name}.{ext?}', 'a', { name: 'a' }],
    ['v{major}-{minor}', 'v1-2', { major: '1', minor: '2' }],
    ['a/{*rest}', 'a', {}],
    ['a/{**rest}', 'a/b/c/', { rest: 'b/c/' }],
    ['{{x}}', '{x}', {}],
  ])('%s gives for "%s" %o', (template, path, parameters) => {
    expect(compileRoute(template).match(path)).toEqual(parameters);
  });

  it.each([
    ['a/b', 'a'],
    ['a', 'a/b'],
    ['{x}', ''],
    ['{x}', 'a/b'],
    ['{x:int}', '1.5'],
    ['{x:int}', '2147483648'],
    ['{x:bool}', 'yes'],
    ['{x:alpha}', 'a1'],
    ['{x:min(3)}', '2'],
    ['{x:datetime}', 'soon'],
    ['{name}.{ext}', 'a'],
    ['a.c', 'abc'],
  ])('%s does not match "%s"', (template, path) => {
    expect(compileRoute(template).match(path)).toBeUndefined();
  });

  it.each([
    ['{x', 'brace'],
    ['{}', 'no route parameter'],
    ['{x:nonsense}', 'nonsense'],
    ['{x}/{X}', 'twice'],
  ])('%s is refused, saying why', (template, reason) => {
    expect(() => compileRoute(template)).toThrow(reason);
  });
});
