import { ownIdentity } from '../adapters/own-identity.ts';
import { keyVaultKeyWrap, localKeyWrap } from '../adapters/personal-keys/index.ts';
import type { Config } from './configuration.ts';

/** What wraps the keys of persons: the key of the vault in Azure, a file on this machine. */
export const keyWrapOf = ({ wrappingKey }: Pick<Config, 'wrappingKey'>) =>
  'file' in wrappingKey
    ? localKeyWrap(wrappingKey.file)
    : keyVaultKeyWrap({ ...wrappingKey, credential: ownIdentity() });
