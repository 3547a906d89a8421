import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

/** What `npm run archive:verify` says, with these arguments: its lines, and whether archive and store are the same. */
export const verifyArchive = (
  settings: NodeJS.ProcessEnv,
  ...args: readonly string[]
): Promise<{ readonly isSame: boolean; readonly lines: string }> =>
  new Promise((done) => {
    const cwd = resolve(import.meta.dirname, '../../..');
    const options = { cwd, env: settings, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, ['scripts/archive-verify.ts', ...args], options, (error, stdout, stderr) =>
      done({ isSame: error === null, lines: stdout + stderr }),
    );
  });
