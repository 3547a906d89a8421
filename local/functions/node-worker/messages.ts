import type { InvocationRequest } from '../worker/rpc.ts';

/** What host and worker say to each other; the number leads from an answer to its request. */
export type WorkerRequest = { readonly number: number } & WorkerCall;

/** What a host may ask of a worker. */
export type WorkerCall =
  | { readonly kind: 'start'; readonly app: string }
  | { readonly kind: 'index' }
  | { readonly kind: 'invoke'; readonly functionId: string; readonly request: InvocationRequest }
  | { readonly kind: 'terminate' };

/** The worker's answer to one request. */
export interface WorkerAnswer {
  readonly number: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** A function as the worker tells the host of it: each binding as JSON text, its name among its members. */
export interface IndexedFunction {
  readonly functionId: string;
  readonly name: string;
  readonly rawBindings: readonly string[];
}
