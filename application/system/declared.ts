import { totalsOf, viewsOf, type System } from '../../domain/modelling/system.ts';
import type { AnyTotal } from '../../domain/modelling/total.ts';
import type { AnyView } from '../../domain/modelling/view.ts';

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
  const newest = new Set<unknown>(system.modules.flatMap(({ views = [], totals = [] }) => [...views, ...totals]));
  const all = new Set<unknown>([...viewsOf(system), ...totalsOf(system)]);
  return (declaration: Pick<AnyView | AnyTotal, 'name'>): void => {
    const { name } = declaration;
    if (!all.has(declaration)) throw new Error(notDeclared(name));
    if (newest.has(declaration)) return;
    throw new Error(`${name} is a former generation. Readers name the newest one, and get whichever is live.`);
  };
};
