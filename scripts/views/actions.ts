import { parseArgs } from 'node:util';
import { z } from 'zod';
import { action, type Action } from '../../application/actions/action.ts';
import { operatorFrom } from './operator.ts';

/** How actions are asked for. */
export const usageOfActions = `npm run views -- actions [--subject NAME] [--actor ID] [--from TIME] [--to TIME] [--by builds] [--limit COUNT]

Shows what operators have done to views, subscribers and consumers, the newest first: when, who, what, how it ended, and why. Asks
the system at ANNAL_URL with ANNAL_TOKEN, else the one on this machine. Times are like 2026-05-04T10:00:00Z.

  --by builds   shows what new builds have retried by themselves
  --limit       so many at most, 20 unless given`;

/** The most of one page. */
const largestPage = 100;

const listed = z.object({ items: z.array(action), continuation: z.string().nullable() });

/** `npm run views -- actions`. Exit codes: 0 when they are shown, 1 when the system refuses, 2 for a wrong command. */
export const showActions = async (args: readonly string[]): Promise<void> => {
  const command = readCommand(args);
  if (command === undefined) return;
  const operator = operatorFrom(process.env);
  let continuation: string | null = '';
  for (let left = command.limit; left > 0 && continuation !== null;) {
    const page = { limit: String(Math.min(left, largestPage)), ...(continuation !== '' && { continuation }) };
    const { status, body } = await operator.get(
      `actions?${new URLSearchParams({ ...command.asked, ...page }).toString()}`,
    );
    if (status !== 200) {
      console.error(`The system answers ${status}: ${JSON.stringify(body)}`);
      process.exitCode = 1;
      return;
    }
    const found: z.infer<typeof listed> = listed.parse(body);
    for (const each of found.items) console.log(lineOf(each));
    left -= found.items.length;
    continuation = found.continuation;
  }
};

/** One action, as people read it. */
export const lineOf = ({ arguments: given, ...each }: Action): string => {
  const what = [each.action, each.subject, ...Object.entries(given).map(([name, value]) => `${name}=${String(value)}`)];
  const why = each.reason === null ? '' : `: ${each.reason}`;
  const error = each.error === undefined ? '' : ` (${each.error})`;
  const changed = each.isChanged === true ? ' THE RECORD WAS CHANGED' : '';
  return `${each.requestedAt}  ${each.actor}  ${what.join(' ')}  ${each.outcome}${error}${why}${changed}`;
};

const readCommand = (
  args: readonly string[],
): { readonly asked: Readonly<Record<string, string>>; readonly limit: number } | undefined => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...{ subject: { type: 'string' }, actor: { type: 'string' }, by: { type: 'string' } },
        ...{ from: { type: 'string' }, to: { type: 'string' }, limit: { type: 'string', default: '20' } },
        help: { type: 'boolean' },
      },
    });
    const { help, limit, ...asked } = values;
    if (!/^[1-9][0-9]{0,5}$/.test(limit)) throw new Error('--limit is a number from 1 to 999999.');
    if (help !== true) return { asked, limit: Number(limit) };
    console.log(usageOfActions);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usageOfActions}`);
    process.exitCode = 2;
  }
  return undefined;
};
