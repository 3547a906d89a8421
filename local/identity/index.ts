export { startIdentity, type IdentityOptions, type IdentityServer } from './start-identity.ts';
