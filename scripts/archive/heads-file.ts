import { readFile, writeFile } from 'node:fs/promises';

/** Writes a line for each stream: the hash of its newest commit, and the commit's name. */
export const writeHeads = async (path: string, heads: ReadonlyMap<string, string>): Promise<void> => {
  const lines = [...heads].map(([commit, hash]) => `${hash} ${commit}\n`);
  await writeFile(path, lines.sort().join(''));
};

/** Reads such a file: hashes by the names of their commits. Throws where it is none. */
export const readHeads = async (path: string): Promise<ReadonlyMap<string, string>> => {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const { hash, commit } = /^(?<hash>[\w-]{43}) (?<commit>.+@\d+)$/.exec(line)?.groups ?? {};
      if (hash === undefined || commit === undefined) throw new Error(`${path} holds a line that is no head: ${line}`);
      return [commit, hash];
    }),
  );
};
