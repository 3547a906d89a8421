import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const pretend = (version: string): string =>
  `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`;

/** The rules that the program of every server keeps; `folder` is that of its workspace, whose `main` names the program. */
export const programIsPolite = (name: string, folder: string): void => {
  const run = async (...args: readonly string[]) => promisify(execFile)(process.execPath, args, { timeout: 120_000 });

  describe(`The program of ${name}`, () => {
    it.each(['--help', '-h'])('shows its options with %s, and does not start', async (option) => {
      const { stdout } = await run(folder, option);
      expect(stdout).toMatch(/^Usage: annal-[a-z-]+ \[options\]/m);
      expect(stdout).toContain('--port N');
    });

    it.each([
      [['--port', 'x'], /: --port is "x", which is no port/],
      [['--prot', '1'], /: Unknown option '--prot'/],
      [['--port'], /: Option '--port <value>' argument missing/],
    ])('refuses %j with a sentence and the options, without a stack', async (argv, says) => {
      const refusal: unknown = await run(folder, ...argv).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(says) });
      expect(refusal).toMatchObject({ stderr: expect.stringContaining('Usage: ') });
      expect(refusal).toMatchObject({ stderr: expect.not.stringContaining('    at ') });
    });

    it.each(['20.19.0', '22.18.0'])('says on Node %s which Node it needs, without a stack', async (version) => {
      const refusal: unknown = await run('--import', pretend(version), folder).catch((error: unknown) => error);
      expect(refusal).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(
          new RegExp(`^This server runs on Node 24 or newer; this is Node ${version}[.].*\n$`),
        ),
      });
    });
  });
};
