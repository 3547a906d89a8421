import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import file from '../../infra/main.parameters.json' with { type: 'json' };
import { bicepFile, parametersOf, readText, type BicepParameter } from './bicep-files.ts';
import { environmentVariables, environments } from './environments.ts';

const parameters = parametersOf(bicepFile('main.bicep'));
const given = z.record(z.string(), z.strictObject({ value: z.string() })).parse(file.parameters);
const placeholder = /^\$\{([A-Z_]+)(?:=([^}]*))?\}$/;
const variables = new Map(
  Object.entries(given).map(([name, { value }]) => [placeholder.exec(value)?.[1], { name, value }] as const),
);

/** Too much for an environment variable. */
const notGiven = ['extraTags'];

/** What a value of a parameter must look like. */
const allowedBy = (parameter: BicepParameter | undefined): RegExp => {
  const listed = /@allowed\(\[([^\]]+)\]\)/.exec(parameter?.decorators ?? '')?.[1];
  if (listed !== undefined) return new RegExp(`^(${listed.replaceAll("'", '').replaceAll(', ', '|')})$`);
  if (parameter?.type === 'int') return /^\d+$/;
  return parameter?.type === 'bool' ? /^(true|false)$/ : /./;
};

describe('infra/main.parameters.json', () => {
  it('gives every parameter of the template, and no other', () => {
    const wanted = parameters.map(({ name }) => name).filter((name) => !notGiven.includes(name));
    expect(Object.keys(given).sort()).toEqual(wanted.sort());
  });

  it('takes each from a variable of its own, so that nothing is edited to deploy', () => {
    expect([...variables.keys()]).not.toContain(undefined);
    expect(variables.size).toBe(Object.keys(given).length);
  });

  it('has the defaults of the template', () => {
    const optional = parameters.filter(({ name, default: value }) => value !== undefined && !notGiven.includes(name));
    expect(optional.length).toBeGreaterThan(15);
    for (const { name, default: value } of optional)
      expect({ name, default: placeholder.exec(given[name]?.value ?? '')?.[2] }).toEqual({ name, default: value });
  });
});

describe.each(environments)('infra/environments/%s.env', (environment) => {
  const set = [...environmentVariables(environment)];

  it('sets only variables that a parameter takes', () => {
    expect(set.length).toBeGreaterThan(0);
    expect(set.filter(([name]) => !variables.has(name))).toEqual([]);
  });

  it('sets values that the parameter allows', () => {
    for (const [variable, value] of set) {
      const parameter = parameters.find(({ name }) => name === variables.get(variable)?.name);
      expect({ variable, value }).toEqual({ variable, value: expect.stringMatching(allowedBy(parameter)) });
    }
  });

  it('differs from the defaults in every line', () => {
    const same = set.filter(([name, value]) => variables.get(name)?.value === `\${${name}=${value}}`);
    expect(same).toEqual([]);
  });

  it('is described in docs/deploy.md', () => {
    expect(readText('docs/deploy.md')).toContain(`infra/environments/${environment}.env`);
  });
});

describe('docs/deploy.md', () => {
  it('explains every variable that can be set', () => {
    const page = readText('docs/deploy.md');
    expect([...variables.keys()].filter((name) => !page.includes(`\`${String(name)}\``))).toEqual([]);
  });
});
