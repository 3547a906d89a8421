import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { StartupError, type ServiceReport } from './service-process.ts';

/** A server to be started as a process of its own. */
export interface ServiceDefinition {
  /** What people call it. */
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  /** In a process group of its own it does not get the Ctrl-C of the terminal. */
  readonly ownGroup?: boolean;
  /** Takes each line that it prints. */
  readonly show: (line: string) => void;
}

/** A server that runs as a child process. */
export interface ChildService {
  readonly name: string;
  /** Of its process; undefined when there is none. */
  readonly pid: number | undefined;
  /** Its address once it takes work; rejects with a StartupError when it cannot start. */
  readonly ready: Promise<string>;
  /** How it ended, in words. */
  readonly ended: Promise<string>;
  /** The last lines that it printed. */
  lastLines(): readonly string[];
  /** Asks it to end, waits until it has, and ends it by force when it takes too long. */
  stop(): Promise<void>;
  /** Sends it a signal; SIGKILL ends it by force. */
  signal(name: NodeJS.Signals): void;
}

const keptLines = 20;
const stopPatience = 15_000;

/** Starts a server. Should this process be killed, the server notices that the channel is gone, and ends by itself. */
export function startService(definition: ServiceDefinition): ChildService {
  const { name, file, args, environment = process.env, ownGroup = false, show } = definition;
  const child = fork(file, args, {
    // Stack traces then name the source's lines, in the bundle, too.
    execArgv: ['--enable-source-maps'],
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: ownGroup,
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface(stream).on('line', (line) => {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      show(line);
    });
  }
  const ended = endOf(child);
  return {
    name,
    pid: child.pid,
    ready: readiness(name, child, ended, lines),
    ended,
    lastLines: () => lines,
    stop: async () => {
      child.kill('SIGTERM');
      const over = new AbortController();
      const force = pause(stopPatience, undefined, { signal: over.signal }).then(
        () => child.kill('SIGKILL'),
        () => undefined,
      );
      await ended;
      over.abort();
      await force;
    },
    signal: (name) => void child.kill(name),
  };
}

function endOf(child: ChildProcess): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  child.on('error', (error) => resolve(error.message));
  child.on('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  return promise;
}

function readiness(
  name: string,
  child: ChildProcess,
  ended: Promise<string>,
  lines: readonly string[],
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  child.on('message', (message) => {
    const report = message as ServiceReport;
    if (report.state === 'ready') resolve(report.address);
    if (report.state === 'failed') reject(new StartupError(`${name}: ${report.message}`));
  });
  void ended.then((end) => reject(new StartupError(`${name} ended while it started (${end}).\n${lines.join('\n')}`)));
  // Whoever waits for it hears of it; nobody must, once the system stops.
  promise.catch(() => undefined);
  return promise;
}
