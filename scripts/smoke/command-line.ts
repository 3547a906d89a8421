import { parseArgs } from 'node:util';
import { systemAddress } from '../client/system-address.ts';
import type { Door } from './front-door.ts';

/** What the command line and the environment ask for. */
export interface SmokeOptions extends Door {
  /** How long each step may take until it holds, in milliseconds. */
  readonly patience: number;
}

/** The command line cannot be understood; the message says what is wrong with it. */
export class CommandLineError extends Error {
  override readonly name = 'CommandLineError';
}

/** How to run the smoke test. */
export const usage = `npm run smoke -- [URL] [--patience SECONDS]

Places an order under a fresh id, waits for its views and its mail, and cancels it: the whole way through the system.
Exits with 0 when everything held, with 1 when a step did not, with 2 when it was not asked rightly.

  URL          where the system answers, like https://NAME.azurewebsites.net; without it, the one on this machine
  --patience   how many seconds each step may take, 60 if not given: a new app starts, and views follow a moment later

  ANNAL_TOKEN          (environment) the token of a caller with the role clerk; not needed for the system on this machine
  ANNAL_FUNCTION_KEY   (environment) a function key, where a gateway asks for one`;

/** Reads arguments and environment. Throws {@link CommandLineError}. */
export const readCommandLine = (args: readonly string[], environment: NodeJS.ProcessEnv): SmokeOptions | 'help' => {
  const { values, positionals } = parsed(args);
  if (values.help === true) return 'help';
  if (positionals.length > 1) throw new CommandLineError(`One address, not ${positionals.length}.`);
  const functionKey = environment['ANNAL_FUNCTION_KEY'];
  return {
    address: readAddress(positionals[0] ?? systemAddress(environment)),
    patience: readPatience(values.patience),
    // A pipeline passes on a variable that is not set as an empty one.
    ...(functionKey ? { functionKey } : {}),
  };
};

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { patience: { type: 'string', default: '60' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw new CommandLineError(error instanceof Error ? error.message : String(error));
  }
};

/** The address without what people copy along with it: a slash at the end, or the `/api` of the routes. */
const readAddress = (text: string): string => {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new CommandLineError(`"${text}" is no address. Write it out, like https://NAME.azurewebsites.net.`);
  if (!/^\/(api\/?)?$/.test(url.pathname))
    throw new CommandLineError(`Only the address of the app, please: "${url.origin}", not "${text}".`);
  return url.origin;
};

const readPatience = (text: string): number => {
  const seconds = Number(text);
  if (!/^\d{1,4}$/.test(text) || seconds === 0)
    throw new CommandLineError(`--patience is a number of seconds from 1 to 9999, not "${text}".`);
  return seconds * 1_000;
};
