import type { ChosenFunctions } from './host/chosen-functions.ts';
import type { HostedFunction } from './host/hosted-function.ts';
import { functionTable } from './host/log-lines.ts';
import type { HostKeys } from './http/keys.ts';
import type { Route } from './http/routes.ts';
import type { TriggeredFunction } from './triggers/listener.ts';

/** What there is to tell of a host that has started. */
export interface StartedHost {
  readonly url: string;
  readonly routes: readonly Route[];
  readonly triggered: readonly TriggeredFunction[];
  readonly chosen: ChosenFunctions;
  readonly keys: HostKeys | undefined;
}

/** A table of the functions with what each listens to, and the key that opens the guarded ones. */
export function startLines({ url, routes, triggered, chosen, keys }: StartedHost): readonly string[] {
  const listening = new Map<HostedFunction, string>([
    ...routes.map(({ fn, methods, path, authLevel }) => {
      const guard = keys === undefined || authLevel === 'anonymous' ? '' : ' (key)';
      return [fn, `${methods.join(',')} ${url}/${path}${guard}`] as const;
    }),
    ...triggered.map(({ fn, listensTo }) => [fn, listensTo] as const),
  ]);
  const rows = [
    ...chosen.running.map((fn) => ({ fn, listensTo: listening.get(fn) ?? `${url}/admin/${fn.trigger.kind}` })),
    ...chosen.disabled.map((fn) => ({ fn, listensTo: 'disabled by a setting' })),
  ];
  const table = functionTable(
    rows.map(({ fn, listensTo }) => ({ name: fn.name, trigger: fn.trigger.kind, listensTo })),
  );
  const opens = keys && `development key: ${keys.host}, as x-functions-key (master key for /admin: ${keys.master})`;
  return [`${rows.length} functions`, ...table, ...(opens === undefined ? [] : [opens])];
}
