import type { FunctionCallback, FunctionMetadata, ProgrammingModel } from './rpc.ts';

/** The moments at which an app can have code of its own run. */
export const hookNames = ['preInvocation', 'postInvocation', 'appStart', 'appTerminate', 'log'] as const;

/** One of those moments. */
export type HookName = (typeof hookNames)[number];

/** A hook's code; what it may read and change depends on the moment. */
export type Hook = (context: Record<string, unknown>) => unknown;

/** What an app has registered so far. One app a process: the library's own state is per process, too. */
export interface AppRegistry {
  readonly functions: { readonly metadata: FunctionMetadata; readonly callback: FunctionCallback }[];
  readonly hooks: Readonly<Record<HookName, Hook[]>>;
  model: ProgrammingModel | undefined;
  /** True once the app has started; from then on nothing can be registered. */
  isLocked: boolean;
}

/** A registry with nothing in it. */
export function emptyRegistry(): AppRegistry {
  return {
    functions: [],
    hooks: { preInvocation: [], postInvocation: [], appStart: [], appTerminate: [], log: [] },
    model: undefined,
    isLocked: false,
  };
}
