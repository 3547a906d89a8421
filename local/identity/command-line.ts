import { resolve } from 'node:path';
import { commandLineError, parseOptions, readPort } from '@annal/local-server';
import type { IdentityOptions } from './start-identity.ts';

/** What a person may say who starts the issuer. */
export const usage = `An issuer of development identities on this machine: OpenID discovery, keys, and a token for whoever asks.

Usage: annal-identity [options]    (in a checkout: node local/identity [options])

  --port N         where it listens, on 127.0.0.1; 0 means any free port (8082, or ANNAL_IDENTITY_PORT)
  --data FOLDER    where it keeps its key, made when missing; without it the key ends with the issuer
  --audience NAME  whom the tokens are for, unless a request says otherwise (annal)
  --help           shows this`;

const text = { type: 'string' } as const;
const options = { port: text, data: text, audience: text } as const;
const setting = 'ANNAL_IDENTITY_PORT';

/** How the issuer shall be started. Throws a StartupError that says which option is wrong, and shows all of them. */
export function readCommandLine(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): IdentityOptions {
  const { port, data, audience } = parseOptions(argv, options, usage);
  if (data === '') throw commandLineError('--data needs the path of a folder.', usage);
  return {
    port: readPort(['--port', port], [setting, environment[setting]], 8082, usage),
    ...(data !== undefined && { data: resolve(data) }),
    ...(audience !== undefined && { audience }),
  };
}
