import { existsSync } from 'node:fs';
import { StartupError } from '@annal/local-server';
import { readJson } from '../worker/entry-files.ts';

/** What a developer's settings file says. */
export interface LocalSettings {
  readonly values: Readonly<Record<string, string>>;
  readonly port: number | undefined;
  /** Origins whose pages may call; undefined when the file says nothing of them. */
  readonly cors: readonly string[] | undefined;
  readonly corsCredentials: boolean;
}

/**
 * Reads `local.settings.json` (Microsoft Learn, "Code and test Azure Functions locally", local settings file): `Values`,
 * and of `Host` the members `LocalHttpPort`, `CORS` and `CORSCredentials`. No file is an empty one. A StartupError says
 * what cannot be used.
 */
export function readLocalSettings(path: string): LocalSettings {
  const file = (existsSync(path) ? readJson(path) : {}) as SettingsFile;
  if (file.IsEncrypted === true) throw new StartupError(`${path} is encrypted. Decrypt it: func settings decrypt.`);
  const { LocalHttpPort: port, CORS: cors, CORSCredentials: corsCredentials = false } = file.Host ?? {};
  const origins = cors
    ?.split(',')
    .map((origin) => origin.trim().replace(/\/$/, ''))
    .filter((origin) => origin !== '');
  if (origins?.includes('*') && corsCredentials)
    throw new StartupError(`${path}: "CORSCredentials" needs the origins by name; "CORS": "*" does not go with it.`);
  return { values: file.Values ?? {}, port, cors: origins, corsCredentials };
}

interface SettingsFile {
  readonly IsEncrypted?: boolean;
  readonly Values?: Readonly<Record<string, string>>;
  readonly Host?: { readonly LocalHttpPort?: number; readonly CORS?: string; readonly CORSCredentials?: boolean };
}
