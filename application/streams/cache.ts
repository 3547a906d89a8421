/** A cache, which may drop any value at any time. Its user must check that a value is current. */
export interface Cache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/** What is stored in a cache. */
export interface CacheUse<Value> {
  /** The approximate size of a value in bytes. */
  readonly sizeOf: (value: Value) => number;
  /** Whether the values are personal. Such values are dropped after a limited time, because the person may be erased elsewhere. */
  readonly isPersonal?: boolean;
  /** The most bytes of this use, where it needs less than the composition allows for one cache. */
  readonly maximumBytes?: number;
}

/** Makes a cache, bounded as the composition decides. */
export type NewCache = <Value extends object>(use: CacheUse<Value>) => Cache<Value>;
