import { emptyRegistry } from '../../../local/functions/worker/app-registry.ts';
import { installCoreApi } from '../../../local/functions/worker/core-api.ts';

/**
 * What the code under test has registered, as the Functions worker would see it. Import this file first: the library
 * looks for its worker when it is loaded.
 */
export const registry = emptyRegistry();

installCoreApi(registry, () => undefined);
