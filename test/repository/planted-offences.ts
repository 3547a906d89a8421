/** One file that breaks one habit, and the lint rule that must say so; `none` for what must be left alone. */
export interface Offence {
  readonly habit: string;
  readonly file: string;
  readonly source: string;
  readonly rule: string;
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

const process = 'declare const process: { readonly env: { readonly URL: string } };\n';
const colours = `type Colour = 'red' | 'green';\n`;

/** The habits of CONTRIBUTING.md, each broken once where it must hold, and kept once where it does not apply. */
export const offences: readonly Offence[] = [
  {
    habit: 'a lost promise is lost work',
    file: 'functions/lost.ts',
    source: 'const send = (): Promise<void> => Promise.resolve();\nexport const run = (): void => { send(); };\n',
    rule: '@typescript-eslint/no-floating-promises',
  },
  {
    habit: 'who does not wait is not handed a promise',
    file: 'adapters/unawaited.ts',
    source: 'export const run = (all: number[]): void => {\n  all.forEach((n) => Promise.resolve(n));\n};\n',
    rule: '@typescript-eslint/no-misused-promises',
  },
  {
    habit: 'every member of a union is handled',
    file: 'domain/missing-case.ts',
    source: `${colours}export const name = (colour: Colour): string => { switch (colour) { case 'red': return 'r'; } return ''; };\n`,
    rule: '@typescript-eslint/switch-exhaustiveness-check',
  },
  {
    habit: 'no default branch over a closed union',
    file: 'domain/default-case.ts',
    source: `${colours}export const name = (colour: Colour): string => { switch (colour) { case 'red': return 'r'; case 'green': return 'g'; default: return ''; } };\n`,
    rule: '@typescript-eslint/switch-exhaustiveness-check',
  },
  {
    habit: 'nothing is any',
    file: 'local/any.ts',
    source: 'export const x: any = 1;\n',
    rule: '@typescript-eslint/no-explicit-any',
  },
  {
    habit: 'absence is handled, not denied',
    file: 'scripts/denied.ts',
    source: 'export const first = (all: string[]): string => all.at(0)!;\n',
    rule: '@typescript-eslint/no-non-null-assertion',
  },
  {
    habit: 'the domain believes its types',
    file: 'domain/assertion.ts',
    source: 'export const id = (text: unknown): string => text as string;\n',
    rule: '@typescript-eslint/consistent-type-assertions',
  },
  {
    habit: 'the application believes its types',
    file: 'application/assertion.ts',
    source: 'export const id = (text: unknown): string => text as string;\n',
    rule: '@typescript-eslint/consistent-type-assertions',
  },
  {
    habit: 'as const claims nothing',
    file: 'domain/constant.ts',
    source: "export const all = ['a'] as const;\n",
    rule: 'none',
  },
  {
    habit: 'an adapter may say what bytes are',
    file: 'adapters/assertion.ts',
    source: 'export const id = (text: unknown): string => text as string;\n',
    rule: 'none',
  },
  {
    habit: 'types are imported as types',
    file: 'application/type-import.ts',
    source: "import { Port } from './port.ts';\nexport const use = (port: Port): Port => port;\n",
    rule: '@typescript-eslint/consistent-type-imports',
  },
  {
    habit: 'a port is a type',
    file: 'application/port.ts',
    source: 'export interface Port { readonly now: () => Date }\n',
    rule: 'none',
  },
  {
    habit: 'production does not print',
    file: 'adapters/print.ts',
    source: "console.log('here');\n",
    rule: 'no-console',
  },
  { habit: 'a script may print', file: 'scripts/print.ts', source: "console.log('here');\n", rule: 'none' },
  {
    habit: 'the engine takes the time from a clock that it is handed',
    file: 'application/own-clock.ts',
    source: 'export const isLate = (at: number): boolean => at < Date.now();\n',
    rule: 'no-restricted-properties',
  },
  {
    habit: 'the engine takes no time of its own without saying Date.now either',
    file: 'application/own-date.ts',
    source: 'export const now = (): Date => new Date();\n',
    rule: 'no-restricted-syntax',
  },
  {
    habit: 'the engine waits by a port',
    file: 'application/own-timer.ts',
    source: 'export const later = (work: () => void): unknown => setTimeout(work, 1);\n',
    rule: 'no-restricted-globals',
  },
  {
    habit: 'adapters have clocks',
    file: 'adapters/clock.ts',
    source: 'export const now = (): number => Date.now();\n',
    rule: 'none',
  },
  {
    habit: 'settings are read in one place',
    file: 'adapters/setting.ts',
    source: `${process}export const url = process.env.URL;\n`,
    rule: 'no-restricted-syntax',
  },
  {
    habit: 'settings are not read by another name either',
    file: 'functions/setting.ts',
    source: "export { env } from 'node:process';\n",
    rule: 'no-restricted-imports',
  },
  {
    habit: 'that place reads them',
    file: 'functions/composition.ts',
    source: `${process}export const url = process.env.URL;\n`,
    rule: 'none',
  },
  {
    habit: 'what is loaded late is a module of ours, which the bundle gives all its names',
    file: 'adapters/late.ts',
    source: "export const load = async (): Promise<void> => {\n  await import('@azure/service-bus');\n};\n",
    rule: 'no-restricted-syntax',
  },
  {
    habit: 'equal is ===',
    file: 'local/loose.ts',
    source: 'export const same = (a: string, b: string): boolean => a == b;\n',
    rule: 'eqeqeq',
  },
  {
    habit: 'a function has few paths',
    file: 'local/complex.ts',
    source: `export const f = (n: number): number => {\n${lines(10, (i) => `  if (n === ${i}) return ${i};`)}\n  return n;\n};\n`,
    rule: 'complexity',
  },
  {
    habit: 'a function is flat',
    file: 'local/deep.ts',
    source:
      'export const f = (n: number): number => {\n  if (n > 1) { if (n > 2) { if (n > 3) { if (n > 4) { return 1; } } } }\n  return 0;\n};\n',
    rule: 'max-depth',
  },
  {
    habit: 'a function takes few arguments',
    file: 'local/many.ts',
    source: 'export const f = (a: number, b: number, c: number, d: number, e: number): number => a + b + c + d + e;\n',
    rule: 'max-params',
  },
  {
    habit: 'a function fits on a screen',
    file: 'local/tall.ts',
    source: `export const f = (): readonly number[] => [\n${lines(60, (i) => `  ${i},`)}\n];\n`,
    rule: 'max-lines-per-function',
  },
  {
    habit: 'a function does one thing',
    file: 'local/busy.ts',
    source: `declare const g: (n: number) => void;\nexport const f = (): void => {\n${lines(21, (i) => `  g(${i});`)}\n};\n`,
    rule: 'max-statements',
  },
  {
    habit: 'a file is one thing',
    file: 'local/long.ts',
    source: lines(151, (i) => `export const n${i} = ${i};`) + '\n',
    rule: 'max-lines',
  },
  {
    habit: 'a name is of the domain',
    file: 'application/name.ts',
    source: 'export interface OrderDto { readonly id: string }\n',
    rule: '@typescript-eslint/naming-convention',
  },
  {
    habit: 'a spec runs',
    file: 'test/skipped.spec.ts',
    source: "declare const it: { skip: (title: string) => void };\nit.skip('is refused');\n",
    rule: 'no-restricted-syntax',
  },
];
