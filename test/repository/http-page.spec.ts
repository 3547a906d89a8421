import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registeredApp } from '../../scripts/catalogue/registered-app.ts';
import { repositoryRoot } from './planted-tree.ts';

const page = readFileSync(join(repositoryRoot, 'docs/http.md'), 'utf8');

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
});
