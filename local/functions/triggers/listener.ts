import type { HostSettings } from '../host/host-json.ts';
import type { AppSettings } from '../host/app-settings.ts';
import type { HostedFunction } from '../host/hosted-function.ts';
import type { FunctionRunner } from '../host/function-call.ts';

/** Something that calls a function when there is work for it. */
export interface Listener {
  /** Begins to listen. Never rejects because a service is down: it waits for the service. */
  start(): void;
  /** Takes no new work, lets the running call end, gives back what it holds (leases, locks). */
  stop(): Promise<void>;
}

/** What every kind of listener gets. */
export interface ListenerContext {
  readonly settings: AppSettings;
  readonly host: HostSettings;
  readonly runner: FunctionRunner;
  /** Folder for what must outlive the process; without one nothing does. */
  readonly data: string | undefined;
  readonly log: (line: string) => void;
}

/** A function with the listener that its trigger asks for; making one reads and checks the trigger's options. */
export interface TriggeredFunction {
  readonly fn: HostedFunction;
  readonly listener: Listener;
  /** What it listens to, for the table of functions. */
  readonly listensTo: string;
  /** What no second function may have, too, in words: they would share the work where each should get all of it. */
  readonly exclusive?: string;
}
