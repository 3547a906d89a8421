import { z } from 'zod';
import { describedView, type DescribedView } from '../../application/operations/describe-views.ts';
import { readGenerationsCommand, type GenerationsAction } from './generations-command.ts';
import { operatorFrom } from './operator.ts';

const listed = z.object({ items: z.array(describedView) });
const refusal = z.object({
  title: z.string(),
  detail: z.string().optional(),
  views: z.array(z.string()).optional(),
});
const dropped = z.object({ container: z.string(), released: z.int() });
const switched = z.object({ live: z.int(), previous: z.int() });

/** `npm run views -- status`. Exit code 1 when the system cannot be asked. */
export const showViews = async (): Promise<void> => {
  const { status, body } = await operatorFrom(process.env).get('views');
  if (status !== 200) {
    refused(body);
    return;
  }
  for (const view of listed.parse(body).items) console.log(linesOf(view).join('\n'));
};

/** `npm run views -- switch`, `back` and `drop`. Exit codes: 0 when it is done, 1 when it is refused, 2 for a wrong command. */
export const actOnGenerations = (action: GenerationsAction) => async (args: readonly string[]) => {
  const command = readGenerationsCommand(action, args);
  if (command === undefined) return;
  const { view, query } = command;
  const { status, body } = await operatorFrom(process.env).post(`views/${encodeURIComponent(view)}/${action}?${query}`);
  if (status !== 200) {
    refused(body);
    return;
  }
  console.log(action === 'drop' ? dropLine(body) : switchLine(view, body));
};

const refused = (body: unknown): void => {
  const { title, detail, views } = refusal.safeParse(body).data ?? { title: JSON.stringify(body) };
  const more = views === undefined ? detail : `There are: ${views.join(', ')}.`;
  console.error(more === undefined ? `${title}.` : `${title}. ${more}`);
  process.exitCode = 1;
};

const switchLine = (view: string, body: unknown): string => {
  const { live, previous } = switched.parse(body);
  const back = live === previous ? '' : ` The way back leads to generation ${previous}.`;
  return `${view} is read in generation ${live}; every instance follows within a second.${back}`;
};

const dropLine = (body: unknown): string => {
  const { container, released } = dropped.parse(body);
  return `${released} parked streams were forgotten. Delete the container ${container} now: the app may not.`;
};

const linesOf = ({ name, live, switched: last, generations }: DescribedView): readonly string[] => [
  last === null ? name : `${name}, switched by ${last.switchedBy} at ${last.switchedAt}: ${last.reason}`,
  ...generations.map(({ generation, subscriber, parked, lag, build }) =>
    [
      `  ${generation === live ? '*' : ' '} generation ${generation} (${subscriber})`,
      lag === null ? 'never measured' : `${lag.behindSeconds} s behind the store at ${lag.checkedAt}`,
      ...(parked.streams === 0 ? [] : [`${parked.streams}${parked.isMore ? '+' : ''} streams parked`]),
      ...(build === null ? [] : [`build ${build.state}: ${build.commits} of ${build.total} commits`]),
    ].join(', '),
  ),
];
