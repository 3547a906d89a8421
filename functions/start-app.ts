import { inspect } from 'node:util';
import { isInAzure } from './is-in-azure.ts';

/** The oldest major version of Node that the app is tested on; `engines` in the package.json of the bundle says it, too. */
const oldestNode = 24;

/** What starting depends on. The host keeps what is written to `stderr` in its log. */
export interface Runtime {
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stderr: { write(text: string): unknown };
}

/**
 * Starts the app: the first code of the bundle, before anything else is loaded. Stack traces name the lines of the sources from
 * here on: the Functions worker does not turn that on, and its arguments and NODE_OPTIONS come too late for a worker that
 * was started before it had an app.
 *
 * An app that cannot start in Azure has one function, which says why to whoever asks and in the log (`unstartedApp`).
 * On a developer's machine the error is thrown: the host shows it and stops.
 */
export const startApp = async (load: () => Promise<unknown>, runtime: Runtime = process): Promise<void> => {
  process.setSourceMapsEnabled(true);
  try {
    refuseOldNode(runtime.version);
    await load();
  } catch (error) {
    if (!isInAzure(runtime.env)) throw error;
    runtime.stderr.write(`${inspect(error)}\n`);
    const { unstartedApp } = await import('../adapters/azure-functions/unstarted-app.ts');
    unstartedApp(reasonOf(error));
  }
};

/** The message says what to change; it is thrown before any module is loaded that an old Node could not run. */
const refuseOldNode = (version: string): void => {
  if (Number(/^v(\d+)/.exec(version)?.[1]) >= oldestNode) return;
  throw new UnusableRuntime(
    `This app needs Node ${oldestNode} or newer and was started on Node ${version.slice(1)}: ` +
      `set the runtime version of the function app to ${oldestNode}.`,
  );
};

class UnusableRuntime extends Error {
  override readonly name = 'UnusableRuntime';
}

/** Errors whose message was written for operators, and holds no value of a setting. Another one may hold a secret. */
const forOperators = ['InvalidSettings', 'UnusableRuntime', 'LiveGenerationNotDeclared'];

const reasonOf = (error: unknown): string =>
  error instanceof Error && forOperators.includes(error.name)
    ? error.message
    : 'The app did not start, for a reason that only its log may hold: look for an error at its last start.';
