import { describe, expect, it } from 'vitest';
import { bicepFile } from './bicep-files.ts';

const { code } = bicepFile('private-endpoints.bicep');
const modules = [...code.matchAll(/^module (\w+) [^]*?^}$/gm)].map(([text, name]) => ({
  name,
  waitsFor: /^ {2}dependsOn: \[(\w+)\]$/m.exec(text)?.[1],
}));

describe('infra/modules/private-endpoints.bicep', () => {
  // Two of them belong to one storage account, which refuses a second change while it makes the first.
  it('makes one endpoint after the other', () => {
    expect(modules.length).toBeGreaterThan(5);
    const names = modules.map(({ name }) => name);
    expect(modules.map(({ waitsFor }) => waitsFor)).toEqual([undefined, ...names.slice(0, -1)]);
  });
});
