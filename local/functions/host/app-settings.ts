import { StartupError } from '@annal/local-server';

/** The settings of an app: its environment variables. */
export type AppSettings = Readonly<Record<string, string | undefined>>;

/**
 * Replaces `%NAME%` in a trigger's option by that setting (Microsoft Learn, "Azure Functions binding expression
 * patterns"). A StartupError names the setting that is missing, and who wants it.
 */
export function resolveSettings(text: string, settings: AppSettings, where: string): string {
  return text.replace(/%([^%]+)%/g, (_, name: string) => {
    const value = settings[name];
    if (value === undefined)
      throw new StartupError(`${where} needs the setting ${name}, which is not set. Add it to local.settings.json.`);
    return value;
  });
}

/** Which member of an identity-based connection stands for the service's address. */
export type IdentityMember = 'accountEndpoint' | 'fullyQualifiedNamespace';

/**
 * The connection string behind a trigger's `connection`. The real host also looks under `AzureWebJobs<name>`.
 * A StartupError says which setting is missing, or that an identity-based connection cannot work here: it needs
 * Microsoft Entra ID, which the local stack has not.
 */
export function connectionString(name: string, settings: AppSettings, member: IdentityMember, where: string): string {
  const value = settings[name] ?? settings[`AzureWebJobs${name}`];
  if (value !== undefined && value !== '') return value;
  if (settings[`${name}__${member}`] !== undefined)
    throw new StartupError(
      `${where}: ${name}__${member} asks for an identity-based connection, which the local host does not support. ` +
        `Set ${name} to a connection string.`,
    );
  throw new StartupError(
    `${where} needs the setting ${name}, a connection string, which is not set. Add it to local.settings.json.`,
  );
}
