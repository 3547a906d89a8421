import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

const shared = '@annal/local-server';

/**
 * Writes the types of these files of a workspace, and of all that they name, below `folder`: `types/cosmos/index.d.ts` for
 * `index.ts` of `local/cosmos`. What the servers share lies beside it, since no package has it.
 */
export const writeDeclarations = (workspace: string, files: readonly string[], folder: string): void => {
  const rootDir = dirname(workspace);
  const types = join(folder, 'types');
  const program = ts.createProgram(
    // The shared one is named, too: the compiler writes no types of what it found through node_modules.
    [...files.map((file) => join(workspace, file)), join(rootDir, 'server/index.ts')],
    {
      ...{ declaration: true, emitDeclarationOnly: true, outDir: types, rootDir },
      ...{
        module: ts.ModuleKind.NodeNext,
        target: ts.ScriptTarget.ES2024,
        lib: ['lib.es2024.d.ts', 'lib.esnext.disposable.d.ts'],
      },
      ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: true, types: ['node'] },
      ...{ allowImportingTsExtensions: true, verbatimModuleSyntax: true, resolveJsonModule: true },
    },
  );
  const { diagnostics } = program.emit(undefined, (path, text) => {
    const toShared = `./${relative(dirname(path), join(types, 'server/index.js')).replaceAll(sep, '/')}`;
    const named = text.replaceAll(`'${shared}'`, `'${toShared}'`).replaceAll(`"${shared}"`, `"${toShared}"`);
    ts.sys.writeFile(path, named.replaceAll(/(["'][.]{1,2}\/[^"']+)[.]ts(["'])/g, '$1.js$2'));
  });
  const [problem] = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (problem !== undefined) throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
};

/** Where the types of a file of the workspace are, from the package's root. */
export const declarationOf = (workspace: string, file: string): string | undefined => {
  if (!file.endsWith('.ts')) return undefined;
  const path = relative(dirname(workspace), resolve(workspace, file)).replaceAll(sep, '/');
  return `./types/${path.replace(/[.]ts$/, '.d.ts')}`;
};
