import { expect, it } from 'vitest';
import { changesBetween } from '../../../application/streams/changes.ts';

it.each([
  ['a value that changed', { a: 1 }, { a: 2 }, [{ path: 'a', from: 1, to: 2 }]],
  ['a value that came', {}, { a: { b: null } }, [{ path: 'a.b', to: null }]],
  ['a value that went', { a: false }, {}, [{ path: 'a', from: false }]],
  ['nothing where a value is undefined', { a: undefined }, {}, []],
  ['nothing where all is equal', { a: [1, null, { code: 'x' }] }, { a: [1, null, { code: 'x' }] }, []],
  ['list entries by their position', { a: [1, 2] }, { a: [1, 3] }, [{ path: 'a[1]', from: 2, to: 3 }]],
  [
    'list entries by the name they have',
    {
      a: [
        { id: 'x', n: 1 },
        { id: 'y', n: 2 },
      ],
    },
    { a: [{ id: 'y', n: 3 }] },
    [
      { path: 'a[x].id', from: 'x' },
      { path: 'a[x].n', from: 1 },
      { path: 'a[y].n', from: 2, to: 3 },
    ],
  ],
])('names %s', (_, from, to, changes) => expect(changesBetween(from, to, ['code', 'id'])).toEqual(changes));
