// Builds dist/ and packs it into annal.zip, which `az functionapp deployment source config-zip` takes as it is.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import { build } from './build.ts';

/** The earliest moment that the format knows. It stores local time, so that this is the same bytes in every time zone. */
const always = new Date(1980, 0, 1);

/** A plain file that its owner may write and everybody may read, as Unix has it. */
const plainFile = { os: 3, attrs: 0o100644 << 16 };

/** Packs the files of a folder: the same bytes for the same files, whenever and wherever. */
export async function packFolder(folder: string): Promise<Uint8Array> {
  const names = (await readdir(folder)).sort();
  const files: Zippable = {};
  for (const name of names) files[name] = [await readFile(join(folder, name)), plainFile];
  return zipSync(files, { level: 9, mtime: always });
}

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '..');
  try {
    const { folder } = await build(root, join(root, 'dist'));
    const zip = await packFolder(folder);
    await writeFile(join(root, 'annal.zip'), zip);
    console.log(`annal.zip holds dist/ in ${(zip.length / 1024 / 1024).toFixed(1)} MB.`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
