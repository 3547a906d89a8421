import { emptyRegistry, installCoreApi } from '@annal/local-functions/worker';

/**
 * What the code under test has registered, as the Functions worker would see it. Import this file first: the library
 * looks for its worker when it is loaded.
 */
export const registry = emptyRegistry();

installCoreApi(registry, () => undefined);
