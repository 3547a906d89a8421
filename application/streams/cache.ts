/** Values that may be forgotten at any time. Never a truth: whoever finds one proves that it still holds. */
export interface Cache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/** What a cache is made for. */
export interface CacheUse<Value> {
  /** How many bytes a value is about. */
  readonly sizeOf: (value: Value) => number;
  /** Values that say something about people are forgotten after a stated time, as these may have been erased elsewhere. */
  readonly isPersonal?: boolean;
}

/** Makes a cache, bounded as the composition decides. */
export type NewCache = <Value extends object>(use: CacheUse<Value>) => Cache<Value>;
