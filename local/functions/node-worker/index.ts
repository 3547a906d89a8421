export { startWorkerHost, type WorkerHost } from './worker-host.ts';
