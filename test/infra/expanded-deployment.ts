import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import file from '../../infra/main.parameters.json' with { type: 'json' };
import { environmentVariables } from './environments.ts';

/** Where a checker of Bicep lies that can expand a deployment; undefined where this machine has none. */
export const checker = process.env['BICEP_CHECK'];

/** A resource as it would be deployed, with the values that are known before the deployment. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly [property: string]: unknown;
}

export interface Expansion {
  readonly resources: readonly Resource[];
  readonly problems: readonly unknown[];
}

/** The resources of one type, which is given without `Microsoft.`, in the order of the templates. */
export const ofType = ({ resources }: Expansion, type: string): readonly Resource[] =>
  resources.filter((each) => each.type === `Microsoft.${type}`);

export interface Finding {
  readonly code: string;
  readonly level: string;
  readonly msg: string;
}

const resource = z.looseObject({ type: z.string(), name: z.string() });
const expansion = z.object({ resources: z.array(resource), problems: z.array(z.unknown()) });

const main = join(import.meta.dirname, '../../infra/main.bicep');

/** What the checker has to say about the whole deployment. */
export async function findings(): Promise<readonly Finding[]> {
  const { Program, AzTypes, defaultTypes } = await tool();
  return new Program(new AzTypes(defaultTypes())).check(main);
}

/** Every resource of a deployment with the variables of these sets on top of the defaults. */
export async function expand(...sets: readonly string[]): Promise<Expansion> {
  return expandWith(Object.fromEntries(sets.flatMap((set) => [...environmentVariables(set)])));
}

/** Every resource of a deployment with these variables on top of the defaults. */
export async function expandWith(chosen: Readonly<Record<string, string>>): Promise<Expansion> {
  const { Program, Synth, plain } = await tool();
  const variables = new Map([['AZURE_ENV_NAME', 'spec'], ['AZURE_LOCATION', 'westeurope'], ...Object.entries(chosen)]);
  const values = Object.entries(file.parameters).map(([name, { value }]) => [name, valueOf(value, variables)] as const);
  const result = expansion.parse(plain(new Synth(new Program(null)).run(main, Object.fromEntries(values))));
  return { ...result, resources: result.resources.filter((each) => each['condition'] !== false) };
}

/** As azd does it: a variable, or its default; and what looks like a number or a truth value is one. */
function valueOf(text: string, variables: ReadonlyMap<string, string>): unknown {
  const [, name = '', otherwise = ''] = /^\$\{(\w+)(?:=([^}]*))?\}$/.exec(text) ?? [];
  const value = variables.get(name) ?? otherwise;
  return /^(\d+|true|false)$/.test(value) ? (JSON.parse(value) as unknown) : value;
}

interface Tool {
  readonly AzTypes: new (types: unknown) => object;
  readonly defaultTypes: () => unknown;
  readonly Program: new (types: object | null) => { check(path: string): readonly Finding[] };
  readonly Synth: new (program: object) => { run(path: string, parameters: object): unknown };
  readonly plain: (result: unknown) => unknown;
}

async function tool(): Promise<Tool> {
  const parts = ['types', 'check', 'synth'].map(
    (part) => import(pathToFileURL(join(checker ?? '', 'lib', `${part}.mjs`)).href) as Promise<Partial<Tool>>,
  );
  return Object.assign({}, ...(await Promise.all(parts))) as Tool;
}
