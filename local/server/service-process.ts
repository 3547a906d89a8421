import { portHolder } from './port-holder.ts';

/** A start-up failure that a person can mend: its message says what is wrong and what to do; no stack is shown. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}

/** A running server of the local stack. */
export interface LocalService {
  /** What listens where, for the person who started it. */
  readonly address: string;
  /** Ends running work, makes everything durable, and frees port and data folder. */
  close(): Promise<void>;
}

/** What a server process tells the process that started it. */
export type ServiceReport =
  { readonly state: 'ready'; readonly address: string } | { readonly state: 'failed'; readonly message: string };

/**
 * Runs one server as a process of its own, by hand or under `local/start.ts`.
 *
 * It closes on SIGTERM, on Ctrl-C, and when the process that started it is gone, so that a killed parent leaves no
 * server behind. Under a parent Ctrl-C is ignored: the terminal sends it to everyone, but the parent knows the order.
 */
export async function runService(name: string, start: () => Promise<LocalService>): Promise<void> {
  const isChild = process.send !== undefined;
  let service: LocalService;
  try {
    service = await start();
  } catch (error) {
    const message = error instanceof StartupError ? error.message : String((error as Error).stack ?? error);
    report({ state: 'failed', message });
    if (!isChild) console.error(`${name}: ${message}`);
    process.exit(1);
  }
  report({ state: 'ready', address: service.address });
  if (!isChild) console.log(`${name}: ${service.address}`);

  let isClosing = false;
  const stop = (): void => {
    if (isClosing) return;
    isClosing = true;
    service.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`${name}: could not stop cleanly:`, error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', isChild ? () => undefined : stop);
  process.on('disconnect', stop);
}

function report(message: ServiceReport): void {
  process.send?.(message);
}

/** Turns a failed `listen` into the sentence a person needs; every other error is given back as it is. */
export function explainListenError(error: NodeJS.ErrnoException, port: number, setting: string): Error {
  if (error.code === 'EADDRINUSE') {
    const holder = portHolder(port);
    const inUse =
      holder === undefined ? 'is in use. Stop the program that holds it' : `is in use by ${holder}. Stop it`;
    return new StartupError(`Port ${port} ${inUse}, or set ${setting} to a free port.`);
  }
  if (error.code === 'EACCES')
    return new StartupError(`Port ${port} may not be opened by this user. Set ${setting} to a port above 1024.`);
  return error;
}
