export { keyVaultKeyWrap } from './key-vault-key-wrap.ts';
export { DamagedWrap, type KeyWrap } from './key-wrap.ts';
export { localKeyWrap } from './local-key-wrap.ts';
export { personalKeys } from './personal-keys.ts';
