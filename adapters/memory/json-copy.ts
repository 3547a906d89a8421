/** What a store would give back: the value after a way through JSON, sharing nothing with the original. */
export const jsonCopy = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;
