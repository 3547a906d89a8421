/** Files that break one arrow, and every line that the cruiser must then print: `rule: from -> to`. */
export interface Leak {
  readonly files: Readonly<Record<string, string>>;
  readonly breaks: readonly string[];
}

/** The text of a file that imports these. */
export const use = (...paths: readonly string[]): string => paths.map((path) => `import '${path}';\n`).join('');
