import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The development key of the system that keeps its data in this folder, for the header x-functions-key. Undefined where
 * no Functions host has run yet.
 */
export function functionKey(data: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(data, 'functions', 'keys.json'), 'utf8')) as { host: string }).host;
  } catch {
    return undefined;
  }
}
