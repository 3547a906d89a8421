/** One component of a partition key; `undefined` stands for "the document has no such property", which is not null. */
export type KeyComponent = string | number | boolean | null | undefined;

/** A partition key: one component for each path of the container's definition, or fewer for a prefix of it. */
export type PartitionKey = readonly KeyComponent[];

/** Splits `/address/city` or `/"odd name"/x` into its property names. */
export function parsePath(path: string): readonly string[] {
  return [...path.matchAll(/\/(?:"((?:[^"\\]|\\.)*)"|([^/]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/**
 * Takes the key out of a document, where `{}` means "missing", as it does in a header. Gives `undefined` as a whole when a
 * component is another object or an array, which no key may be.
 */
export function keyOfDocument(
  document: Readonly<Record<string, unknown>>,
  paths: readonly (readonly string[])[],
): PartitionKey | undefined {
  const values = paths
    .map((path) => valueAt(document, path))
    .map((value) => (isEmptyObject(value) ? undefined : value));
  return values.every(isComponent) ? values : undefined;
}

/**
 * Reads the `x-ms-documentdb-partitionkey` header: a JSON array in which `{}` means "missing".
 * `[]` is sent for containers that were created without a key, whose items all miss it. `undefined` when it is malformed.
 */
export function parseKeyHeader(header: string): PartitionKey | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(header);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parsed)) return undefined;
  if (parsed.length === 0) return [undefined];
  const values = parsed.map((value: unknown) => (isEmptyObject(value) ? undefined : value));
  return values.every(isComponent) ? values : undefined;
}

/** The canonical text of a key. Two keys are the same partition exactly when their texts are equal. */
export function keyText(key: PartitionKey): string {
  return JSON.stringify(key.map((component) => (component === undefined ? {} : component)));
}

/** Reads a canonical text back. Throws when it is none. */
export function parseKeyText(text: string): PartitionKey {
  const key = parseKeyHeader(text);
  if (key === undefined) throw new Error(`${text} is not the text of a partition key.`);
  return key;
}

/** The value at a path of a document; `undefined` when it is not there. Paths do not go into arrays. */
export function valueAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
        ? (value as Record<string, unknown>)[name]
        : undefined,
    document,
  );
}

function isComponent(value: unknown): value is KeyComponent {
  return value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value);
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}
