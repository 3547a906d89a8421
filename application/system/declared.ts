import { joinedOf, logsOf, totalsOf, viewsOf, type System } from '../../domain/modelling/system.ts';

/** Finds the part of the running system that belongs to a declaration. Throws an error that says what to do when there is none. */
export const declared = <Declaration, Made>(
  made: ReadonlyMap<Declaration, Made>,
  declaration: Declaration,
  name: string,
): Made => {
  const found = made.get(declaration);
  if (found === undefined) throw new Error(notDeclared(name));
  return found;
};

const notDeclared = (name: string): string =>
  `The system does not declare ${name}. Add it to its module, and the module to the system.`;

/** Throws for what readers cannot read: what the system does not declare, and a former generation. */
export const assertReadable = (system: System) => {
  const { modules, logs, joined, processesView } = system;
  const newest = new Set<unknown>([
    ...modules.flatMap(({ views = [], totals = [] }) => [...views, ...totals]),
    ...[...logs, ...joined, processesView],
  ]);
  const all = new Set<unknown>([...viewsOf(system), ...totalsOf(system), ...logsOf(system), ...joinedOf(system)]);
  return (declaration: { readonly name: string }): void => {
    const { name } = declaration;
    if (!all.has(declaration)) throw new Error(notDeclared(name));
    if (newest.has(declaration)) return;
    throw new Error(`${name} is a former generation. Readers name the newest one, and get whichever is live.`);
  };
};
