import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '@annal/local-server';
import { build } from '../../scripts/build.ts';

/** What decides the bundle beside the files that are in it: the functions' pattern, versions, and how it is made. */
const alsoDeciding = ['package.json', 'package-lock.json', 'tsconfig.json', 'host.json', 'scripts/build.ts'];

/** A file of the checkout, and the state in which it was bundled. */
type Stamps = Readonly<Record<string, string | undefined>>;

/**
 * The folder with the bundle of the sources as they are now, in `folder`: built, unless the one that is there was made of
 * these very files. The stamps of its files lie beside it. Rejects with a StartupError when the sources do not compile.
 */
export async function currentBundle(root: string, folder: string): Promise<string> {
  const record = `${folder}.made-of.json`;
  if (existsSync(join(folder, 'app.js')) && isCurrent(root, readStamps(record))) return folder;
  // First, so that a build that is interrupted leaves no bundle that counts as current.
  rmSync(record, { force: true });
  const started = Date.now();
  const inputs = [...alsoDeciding, ...(await built(root, folder))];
  // Who saved a file while it was read must get another build.
  const isSettled = inputs.every((file) => (changedAt(root, file) ?? Infinity) < started);
  if (isSettled) writeFileSync(record, JSON.stringify(stampsOf(root, inputs)));
  return folder;
}

async function built(root: string, folder: string): Promise<readonly string[]> {
  try {
    return (await build(root, folder)).inputs;
  } catch (error) {
    throw new StartupError(`The app could not be built.\n${(error as Error).message}`);
  }
}

/** Nothing that is in it has changed or gone, and no function has come. */
function isCurrent(root: string, stamps: Stamps): boolean {
  const files = Object.keys(stamps);
  if (!alsoDeciding.every((file) => file in stamps)) return false;
  if (!files.every((file) => stampOf(root, file) === stamps[file])) return false;
  const { main } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { main: string };
  return globSync(main, { cwd: root }).every((file) => file.replaceAll('\\', '/') in stamps);
}

function stampsOf(root: string, files: readonly string[]): Stamps {
  return Object.fromEntries(files.map((file) => [file, stampOf(root, file)]));
}

/** The time of the last change of any kind, which nobody can set back: a copy may bring its old time of writing along. */
function stampOf(root: string, file: string): string | undefined {
  const state = statSync(join(root, file), { throwIfNoEntry: false });
  return state && `${state.ctimeMs} ${state.size}`;
}

function changedAt(root: string, file: string): number | undefined {
  return statSync(join(root, file), { throwIfNoEntry: false })?.ctimeMs;
}

/** Without stamps, or with half a file of them, nothing is known. */
function readStamps(path: string): Stamps {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Stamps;
  } catch {
    return {};
  }
}
