import { z } from 'zod';
import { isInAzure } from './is-in-azure.ts';

/** The key that wraps the keys of personal data: in Key Vault, which it never leaves, or in a file of this machine. */
export type WrappingKey = { readonly keyUrl: string } | { readonly file: string };

const name = 'PERSONAL_DATA_KEY';

const inKeyVault = z
  .string()
  .regex(/^https:\/\/[A-Za-z0-9.-]+\/keys\/[A-Za-z0-9-]{1,127}$/)
  .transform((keyUrl) => ({ keyUrl }));

const inFile = z
  .string()
  .regex(/^file:.+$/)
  .transform((value) => ({ file: value.slice('file:'.length) }));

/**
 * Reads the wrapping key. A file is for development only: instances in Azure do not share one, and its readers can decrypt
 * everything.
 */
export const readWrappingKey = (
  settings: Readonly<Record<string, string | undefined>>,
): { readonly wrappingKey: WrappingKey } | { readonly errors: readonly string[] } => {
  const given = settings[name];
  if (given === undefined) return { errors: [`${name} is missing. Set it to ${choices}.`] };
  const parsed = z.union([inKeyVault, inFile]).safeParse(given);
  if (!parsed.success) return { errors: [`${name} must be ${choices}.`] };
  if ('file' in parsed.data && isInAzure(settings))
    return { errors: [`${name} must be the address of a key in Key Vault: a file is for a developer's machine.`] };
  return { wrappingKey: parsed.data };
};

const choices = 'https://NAME.vault.azure.net/keys/KEY (without a version), or file:PATH on a machine of your own';
