export { startFunctionsHost, type FunctionsHost, type FunctionsHostOptions } from './start-functions-host.ts';
export { readLocalSettings, type LocalSettings } from './host/local-settings.ts';
export type { Lease } from './triggers/cosmos/lease.ts';
