import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** A name of this process that no other has, and that operators can find in the logs of its machine. */
export const nameOfProcess = (): string => `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
