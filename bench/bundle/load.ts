// Loads the app of a folder as the Node worker does, with a stand-in for the module that the worker provides, and says what it
// took and what was registered. A process of its own, as nothing loads twice.
import { emptyRegistry, installCoreApi, loadApp } from '@annal/local-functions/worker';

const registry = emptyRegistry();
installCoreApi(registry, () => undefined);
const [started, used] = [performance.now(), process.cpuUsage()];
await loadApp(process.argv[2] ?? '.', registry);
const { user, system } = process.cpuUsage(used);
const names = registry.functions.map(({ metadata }) => metadata.name);
console.log(JSON.stringify({ names, milliseconds: performance.now() - started, cpu: (user + system) / 1000 }));
process.exit(0);
