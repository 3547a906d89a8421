/** Finds the part of the running system that belongs to a declaration. Throws an error that says what to do when there is none. */
export const declared = <Declaration, Made>(
  made: ReadonlyMap<Declaration, Made>,
  declaration: Declaration,
  name: string,
): Made => {
  const found = made.get(declaration);
  if (found === undefined)
    throw new Error(`The system does not declare ${name}. Add it to its module, and the module to the system.`);
  return found;
};
