import { relative } from 'node:path';
import { styleText } from 'node:util';
import type { Ports } from './start-options.ts';

/** What there is to tell once the system has answered for the first time. */
export interface Started {
  readonly root: string;
  readonly ports: Ports;
  readonly data: string;
  readonly milliseconds: number;
  /** A command to try, and what it does. */
  readonly tryThis: readonly { readonly what: string; readonly command: string }[];
}

/** What listens where, where the data is, how long it took, and what to try next. */
export function summary({ root, ports, data, milliseconds, tryThis }: Started): string {
  const at = (scheme: string, port: number) => `${scheme}://127.0.0.1:${port}`;
  const rows = [
    ['API', `${at('http', ports.functions)}/api`, `try it: ${at('http', ports.functions)}/api/docs`],
    ['Cosmos DB', at('http', ports.cosmos), `look inside: ${at('http', ports.cosmos)}/_local/`],
    ['Service Bus', at('sb', ports.serviceBus), `look inside: ${at('http', ports.serviceBusAdministration)}/_local/`],
    ['Identity', at('http', ports.identity), 'development tokens, for any name and roles'],
    ['Storage', at('http', ports.blob), `blobs; queues on ${ports.queue}, tables on ${ports.table}; starting`],
    ['Data', shortPath(root, data), 'kept across restarts; npm run reset empties it'],
  ] as const;
  const lines = rows.map(([name, where, note]) =>
    `  ${bold(name.padEnd(13))}${where.padEnd(31)}${dim(note)}`.trimEnd(),
  );
  const examples = tryThis.flatMap(({ what, command }) => ['', `  ${what}`, `    ${styleText('cyan', command)}`]);
  const title = `  ${styleText('green', 'Annal is ready')} ${dim(`after ${(milliseconds / 1000).toFixed(1)} s`)}`;
  return ['', title, '', ...lines, ...examples, '', dim('  Ctrl-C stops everything.'), ''].join('\n');
}

/** Relative where that is shorter to read: inside of the checkout. */
function shortPath(root: string, path: string): string {
  const inside = relative(root, path);
  return inside.startsWith('..') ? path : inside;
}

function bold(text: string): string {
  return styleText('bold', text);
}

function dim(text: string): string {
  return text === '' ? '' : styleText('dim', text);
}
