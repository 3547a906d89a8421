export { emptyRegistry, type AppRegistry } from './app-registry.ts';
export { installCoreApi } from './core-api.ts';
export { loadApp } from './load-app.ts';
