import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { buildProgress, type BuildProgress } from '../../application/builds/progress.ts';
import { buildBar, lineOf } from './build-bar.ts';
import { operatorFrom, type Operator } from './operator.ts';

/** How a build is asked for. */
export const usageOfBuild = `npm run views -- build VIEW [--again] [--reason TEXT]

Builds a view from the whole history beside the live feed, and shows how far it is until it has ended. Ctrl-C ends the show and
not the build. One that has ended goes on behind what it has. VIEW is a view, or one of its generations, like orders.v2. Asks the
system at ANNAL_URL with ANNAL_TOKEN, else the one on this machine.

  --again    begins at the first commit
  --reason   is recorded with your id, and never deleted: it must name nobody`;

/** How long to wait before a build is looked at again, in milliseconds. */
const lookMs = 1_000;

/** `npm run views -- build`. Exit codes: 0 when it is built, 1 when it is refused, failed or cancelled, 2 for a wrong command. */
export const buildView = async (args: readonly string[]): Promise<void> => {
  const command = readCommand(args);
  if (command === undefined) return;
  const operator = operatorFrom(process.env);
  const path = `views/${encodeURIComponent(command.view)}/build`;
  const { status, body } = await operator.post(`${path}?${command.query}`);
  if (status !== 200) {
    refused(body);
    return;
  }
  const ended = await untilEnded(operator, path, answer.parse(body).progress);
  console.log(lineOf(ended));
  process.exitCode = ended.state === 'done' ? 0 : 1;
};

const untilEnded = async (operator: Operator, path: string, begun: BuildProgress): Promise<BuildProgress> => {
  const bar = buildBar();
  let progress = begun;
  bar.show(progress);
  while (!['done', 'failed', 'cancelled'].includes(progress.state)) {
    await pause(lookMs);
    const { status, body } = await operator.get(path);
    if (status !== 200) throw new Error(`The build cannot be seen: ${JSON.stringify(body)}`);
    progress = buildProgress.parse(body);
    bar.show(progress);
  }
  bar.end(progress);
  return progress;
};

const answer = z.object({ progress: buildProgress });
const refusal = z.object({ title: z.string(), names: z.array(z.string()).optional() });

const refused = (body: unknown): void => {
  const { title, names } = refusal.safeParse(body).data ?? { title: JSON.stringify(body) };
  console.error(names === undefined ? `${title}.` : `${title}. There are: ${names.join(', ')}.`);
  process.exitCode = 1;
};

const readCommand = (args: readonly string[]): { readonly view: string; readonly query: string } | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...{ again: { type: 'boolean', default: false }, help: { type: 'boolean' } },
        reason: { type: 'string' },
      },
    });
    const [view, ...more] = positionals;
    if (values.help !== true) {
      if (view === undefined || more.length > 0) throw new Error('Name one view.');
      const { again, reason } = values;
      return {
        view,
        query: String(new URLSearchParams({ again: String(again), ...(reason !== undefined && { reason }) })),
      };
    }
    console.log(usageOfBuild);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usageOfBuild}`);
    process.exitCode = 2;
  }
  return undefined;
};
