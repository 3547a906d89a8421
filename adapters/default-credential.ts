import { DefaultAzureCredential } from '@azure/identity';

/** Tokens for the identity that this code runs under. */
export const defaultCredential = (): DefaultAzureCredential => new DefaultAzureCredential();
