import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../adapters/azure-functions/problems/catalogue.ts';
import { problemOfRejection } from '../../adapters/azure-functions/problems/rejections.ts';
import { registeredApp } from '../functions/registered-app.ts';
import { repositoryRoot } from './planted-tree.ts';
import { repositoryFiles } from './repository-files.ts';

const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8');
const page = read('docs/http.md');

/** A parameter's name is the function's own affair: commands say `{id}` where queries say `{orderId}`. */
const anonymous = (route: string): string => route.replaceAll(/\{[^}]*\}/g, '{}');

describe('docs/http.md', () => {
  it('names every route that the app registers, and no other', async () => {
    const registered = (await registeredApp())
      .filter(({ trigger }) => trigger['type'] === 'httpTrigger')
      .map(({ trigger }) => anonymous(`${String(trigger['methods'])} /api/${String(trigger['route'])}`));
    const named = [...page.matchAll(/^\| `((?:GET|POST) \/api\/[^`?]+)/gm)].map(([, route = '']) => anonymous(route));
    expect(named.toSorted()).toEqual(registered.toSorted());
    expect(named).not.toEqual([]);
  });

  it('gives every problem that the code answers with its status, and no other', () => {
    const edge = Object.entries(catalogue).map(([name, { status }]) => `${status} ${name}`);
    const business = repositoryFiles()
      .filter((path) => path.startsWith('functions/http/'))
      .flatMap((path) => problemsIn(read(path)));
    const answered = [...edge, ...business];
    const described = [...page.matchAll(/^\| `([a-z-]+)` +\| (\d{3}) /gm)].map(
      ([, name, status]) => `${status} ${name}`,
    );
    expect(described.toSorted()).toEqual([...new Set(answered)].toSorted());
    expect(described).not.toEqual([]);
  });

  it('tells of the refusals of a command only those that are problems', () => {
    const rows = [...page.matchAll(/^\| `POST \/api\/.*\|([^|\n]*)\|$/gm)].map(([, refusals = '']) => refusals);
    const named = rows.flatMap((refusals) => [...refusals.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, name]) => name));
    const paths = [...page.matchAll(/`POST \/api\/\S*\/([a-z-]+)`/g)].map(([, path]) => path);
    const problems = [...page.matchAll(/^\| `([a-z-]+)` +\| \d{3} /gm)].map(([, name]) => name);
    expect(named.filter((name) => !problems.includes(name) && !paths.includes(name))).toEqual([]);
  });
});

/** The problems in a source file, as `404 order-not-placed`: those written out, and the rejections of problem tables. */
function problemsIn(source: string): readonly string[] {
  const written = source.matchAll(/status: (\d{3}),\s+name: '([a-z-]+)'/g);
  const rejections = source.matchAll(/(\w+): \{\s+status: (404|422),\s+title: /g);
  return [
    ...[...written].map(([, status, name]) => `${status} ${name}`),
    ...[...rejections].map(([, type = '', status]) => `${status} ${problemName(type)}`),
  ];
}

function problemName(type: string): string {
  return problemOfRejection({ [type]: { status: 422, title: '' } }, { type }).name;
}
