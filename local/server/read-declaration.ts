import { readFileSync } from 'node:fs';
import { StartupError } from './service-process.ts';

/**
 * What a file declares of a server's containers or entities. The server checks what it says; here it only has to be JSON.
 * Throws a StartupError that names the file.
 */
export function readDeclaration(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new StartupError(`The declaration ${file} cannot be read: ${(error as Error).message}`);
  }
}
