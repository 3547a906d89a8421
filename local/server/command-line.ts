import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { StartupError } from './service-process.ts';

type ParsedOptions<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Options }>
>['values'];

/** Whether somebody asks what the options are. */
export function asksForHelp(argv: readonly string[]): boolean {
  return argv.includes('--help') || argv.includes('-h');
}

/** A StartupError that says what is wrong with a command line, and shows the options. */
export function commandLineError(message: string, usage: string): StartupError {
  return new StartupError(`${message}\n\n${usage}`);
}

/** Parses a command line; an unknown option, or one without its value, is a StartupError that shows the options. */
export function parseOptions<const Options extends ParseArgsOptionsConfig>(
  argv: readonly string[],
  options: Options,
  usage: string,
): ParsedOptions<Options> {
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    throw commandLineError((error as Error).message, usage);
  }
}

/** A port as somebody has written it under a name; a StartupError when it is none. An empty setting counts as absent. */
export function readPort(
  flag: readonly [name: string, text: string | undefined],
  setting: readonly [name: string, text: string | undefined],
  otherwise: number,
  usage: string,
): number {
  const [name, text] = flag[1] === undefined ? setting : flag;
  if (text === undefined || (text === '' && flag[1] === undefined)) return otherwise;
  if (/^\d+$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw commandLineError(`${name} is "${text}", which is no port: give a number from 0 to 65535.`, usage);
}
