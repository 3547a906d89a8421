export { startFunctionsHost, type FunctionsHost, type FunctionsHostOptions } from './start-functions-host.ts';
