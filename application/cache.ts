/** Values that may be forgotten at any time. Never a truth: whoever finds one proves that it still holds. */
export interface Cache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/** Makes a cache, bounded as the composition decides. `sizeOf` says how many bytes a value is about. */
export type NewCache = <Value extends object>(sizeOf: (value: Value) => number) => Cache<Value>;
