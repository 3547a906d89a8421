/** Copies a value through JSON, as a store would return it. It shares nothing with the original. */
export const jsonCopy = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;
