import type { Compile, Evaluate, Names, Scope } from './evaluate.ts';
import type { Expression, Source } from './syntax.ts';
import type { Json } from './value.ts';

/** FROM and JOIN: which names a row has, and which rows come from one item. */
export interface CompiledSources {
  readonly names: Names;
  readonly expand: (scope: Scope) => readonly Scope[];
}

/** Compiles FROM and its JOINs; each may use the names before it. Without a FROM there is one row. */
export function compileSources(sources: readonly Source[], outer: Names, compile: Compile): CompiledSources {
  let names = outer;
  const steps: ((scope: Scope) => readonly Scope[])[] = [];
  for (const { alias, path, isIteration } of sources) {
    const value = compile(path, names);
    steps.push(isIteration ? iterate(value) : bind(value));
    names = { ...names, aliases: [...names.aliases, alias] };
  }
  const expand = (scope: Scope): readonly Scope[] =>
    steps.reduce<readonly Scope[]>((rows, step) => rows.flatMap(step), [scope]);
  return { names, expand };
}

function bind(path: Evaluate): (scope: Scope) => readonly Scope[] {
  return (scope) => {
    const value = path(scope);
    return value === undefined ? [] : [[...scope, value]];
  };
}

function iterate(path: Evaluate): (scope: Scope) => readonly Scope[] {
  return (scope) => {
    const value = path(scope);
    return Array.isArray(value) ? (value as readonly Json[]).map((element) => [...scope, element]) : [];
  };
}

/** The name that stands for the item itself; no query can write it. */
export const rootName = '(item)';

/** Makes the outermost FROM begin at the item, whatever name it uses: FROM c, FROM root r, FROM line IN orders.lines. */
export function fromRoot(sources: readonly Source[]): readonly Source[] {
  const [first, ...joins] = sources;
  return first === undefined ? [] : [{ ...first, path: withRootName(first.path) }, ...joins];
}

function withRootName(path: Expression): Expression {
  if (path.kind === 'alias') return { ...path, name: rootName };
  return path.kind === 'member' || path.kind === 'index' ? { ...path, of: withRootName(path.of) } : path;
}
