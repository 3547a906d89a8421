import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { until } from './until.ts';

/** Waits until `npm run archive:verify` with these arguments finds no difference. Rejects with what it says in the end. */
export const untilArchiveIsSame = async (settings: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<void> => {
  let said = '';
  const isSame = async (): Promise<boolean> => {
    const verified = await verify(settings, args);
    said = verified.said;
    return verified.isSame;
  };
  await until('the archive to be the same as the store', isSame).catch((cause: unknown) => {
    throw new Error(`Archive and store are not the same:\n${said.slice(-2_000)}`, { cause });
  });
};

const verify = (settings: NodeJS.ProcessEnv, args: readonly string[]) =>
  new Promise<{ readonly isSame: boolean; readonly said: string }>((done) => {
    const cwd = resolve(import.meta.dirname, '../../..');
    const options = { cwd, env: settings, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, ['scripts/archive-verify.ts', ...args], options, (error, stdout, stderr) =>
      done({ isSame: error === null, said: stdout + stderr }),
    );
  });
