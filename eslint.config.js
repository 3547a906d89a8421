import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// What is deployed. local/, scripts/ and bench/ are as small and as typed, but may print and read settings.
const production = [
  'domain/**/*.ts',
  'application/**/*.ts',
  'consumers/**/*.ts',
  'adapters/**/*.ts',
  'functions/**/*.ts',
];

// A function is measured by its own statements, and only loosely by its lines: instead of a class we write a function that
// closes over a resource and returns a handful of short ones, and all their lines count as its own.
/** Small and flat: a file, a function and a branch that fit on a screen. */
const size = {
  complexity: ['error', 10],
  'max-depth': ['error', 3],
  'max-params': ['error', 4],
  'max-lines': ['error', { max: 150, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  'max-statements': ['error', 20],
};

/** Rules of ESLint itself that the compiler does not know; each stands for a fault that a reader misses. */
const correctness = {
  eqeqeq: 'error',
  'no-constant-binary-expression': 'error',
  'no-constructor-return': 'error',
  'no-empty': 'error',
  'no-eval': 'error',
  'no-param-reassign': 'error',
  'no-promise-executor-return': 'error',
  'no-self-compare': 'error',
  'no-template-curly-in-string': 'error',
  'no-unmodified-loop-condition': 'error',
  'no-unreachable-loop': 'error',
  'no-unsafe-finally': 'error',
  'no-useless-rename': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
};

/** Where typescript-eslint's strict set says too little, or asks for something that this code does otherwise. */
const typed = {
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/consistent-type-exports': 'error',
  '@typescript-eslint/no-import-type-side-effects': 'error', // import { type A } would still load the module
  '@typescript-eslint/promise-function-async': 'off', // a port is implemented as shortly as it can be
  '@typescript-eslint/require-await': 'off', // an adapter in memory implements a port that others need to await
  '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }], // here a lost promise is lost work
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    {
      // No default branch over a closed union: the missing case is what leads to every place that must change.
      allowDefaultCaseForExhaustiveSwitch: false,
      considerDefaultExhaustiveForUnions: false,
      requireDefaultForNonUnion: true,
    },
  ],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }], // row['id'] may be absent
  '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }], // what was caught is thrown on
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
  '@typescript-eslint/consistent-type-definitions': 'off', // a union is a type, a port is an interface
  '@typescript-eslint/naming-convention': [
    'error',
    {
      selector: 'typeLike',
      format: ['PascalCase'],
      // A name says what a thing is in the domain, not which drawer it was put in.
      custom: { regex: '^I[A-Z][a-z]|(Dto|Helpers?|Utils?|Manager)$', match: false },
    },
  ],
};

const lateImport = {
  // The bundle gives a CommonJS package that is imported late no names but `default`.
  selector: 'ImportExpression[source.value=/^(?![.]|node:)/]',
  message: 'Import the package as usual in a module of ours, and load that module late.',
};

const readOnce = 'Settings are read once, in functions/composition.ts. Take what you need as an argument.';
const noEnvironment = {
  'no-restricted-syntax': [
    'error',
    { selector: "MemberExpression[object.name='process'][property.name='env']", message: readOnce },
    lateImport,
  ],
  'no-restricted-imports': ['error', ...['process', 'node:process'].map((name) => ({ name, message: readOnce }))],
};

const comesIn = 'Time, chance and waiting come in as arguments or through a port, so that a run can be simulated.';
const named = (...names) => names.map((name) => ({ name, message: comesIn }));

/** The business and the engine do the same again where the same is handed in. */
const noClock = {
  'no-restricted-globals': [
    'error',
    ...named('performance', 'crypto', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'),
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: comesIn },
    { object: 'Math', property: 'random', message: comesIn },
  ],
  'no-restricted-syntax': [
    ...noEnvironment['no-restricted-syntax'],
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: comesIn },
  ],
};

const noHalfSpecs = {
  selector:
    'CallExpression > MemberExpression.callee[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo|fails)$/]',
  message: 'A spec that does not run is green and proves nothing. Make it run, or delete it.',
};

export default defineConfig(
  globalIgnores(['**/dist/', 'coverage/', '.annal/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: { ...correctness, ...size, ...typed },
  },
  { files: ['**/*.{js,mjs}'], rules: { ...correctness, ...size } },
  { files: production, rules: { 'no-console': 'error' } },
  { files: production, ignores: ['functions/composition.ts'], rules: noEnvironment },
  { files: ['domain/**/*.ts', 'application/**/*.ts', 'consumers/**/*.ts'], rules: noClock },
  {
    files: ['domain/**/*.ts', 'application/**/*.ts', 'consumers/**/*.ts'],
    // Types are trusted here: what came in as bytes was parsed at the edge. `as const` claims nothing and is fine.
    rules: { '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }] },
  },
  {
    files: ['{test,local/*/{test,testing}}/**/*.{ts,js,mjs}'],
    // A describe block is one long function, and a spec may build what the types forbid.
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': 'off',
      'max-statements': 'off',
      'no-restricted-syntax': ['error', noHalfSpecs],
      '@typescript-eslint/no-unsafe-assignment': 'off', // expect.any() and expect.objectContaining() are any
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
