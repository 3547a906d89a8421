/** Finds what was made of a declaration. Throws an error that says what to do when the running system does not declare it. */
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
