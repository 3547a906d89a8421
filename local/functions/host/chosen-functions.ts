import { StartupError } from '@annal/local-server';
import type { AppSettings } from './app-settings.ts';
import type { HostedFunction } from './hosted-function.ts';

/** Which functions run. */
export interface ChosenFunctions {
  readonly running: readonly HostedFunction[];
  /** Switched off by a setting; the real host lists them, too. */
  readonly disabled: readonly HostedFunction[];
}

/**
 * Leaves out what a setting disables (Microsoft Learn, "How to disable functions": `AzureWebJobs.NAME.Disabled`, on
 * Linux `AzureWebJobs_NAME_Disabled`) and, when names are given, every other function (`func start --functions`). A
 * StartupError tells a name that no function has.
 */
export function chosenFunctions(
  functions: readonly HostedFunction[],
  settings: AppSettings,
  only: readonly string[] | undefined,
): ChosenFunctions {
  const wanted = only?.map((name) => name.toLowerCase());
  const strange = only?.find((name) => !functions.some((fn) => fn.name.toLowerCase() === name.toLowerCase()));
  if (strange !== undefined)
    throw new StartupError(
      `There is no function "${strange}". The app has ${functions.map(({ name }) => name).join(', ')}.`,
    );
  const chosen = functions.filter(({ name }) => wanted === undefined || wanted.includes(name.toLowerCase()));
  return {
    running: chosen.filter(({ name }) => !isDisabled(name, settings)),
    disabled: chosen.filter(({ name }) => isDisabled(name, settings)),
  };
}

function isDisabled(name: string, settings: AppSettings): boolean {
  const value = settings[`AzureWebJobs.${name}.Disabled`] ?? settings[`AzureWebJobs_${name}_Disabled`];
  return value !== undefined && /^(true|1)$/i.test(value);
}
