import type { Settled } from './clients.ts';
import { eventOf } from './commands.ts';
import type { StoredCommit } from './stored.ts';

/**
 * What is wrong with the store, going by what clients were answered: what was acknowledged must be there once and as it was
 * acknowledged, nothing must be there twice, and no stream may have a gap.
 */
export const commandFindings = (settled: readonly Settled[], commits: readonly StoredCommit[]): readonly string[] => {
  const byCommand = Map.groupBy(commits, ({ commandId }) => commandId);
  const sent = new Set(settled.map(({ command }) => command.commandId));
  const repeated = [...byCommand].filter(([, each]) => each.length > 1);
  return [
    ...repeated.map(([id, each]) => `${id} was carried out ${each.length} times: ${placesOf(each)}`),
    ...[...byCommand.keys()].filter((id) => !sent.has(id)).map((id) => `${id} was sent by nobody`),
    ...settled.flatMap((each) => wrongWith(each, byCommand.get(each.command.commandId)?.[0])),
    ...gapsOf(commits),
  ];
};

interface Accepted {
  readonly streamId: string;
  readonly events: readonly { readonly type: string; readonly version: number }[];
}

/** A refused command may be stored: an earlier try of it, whose client had given up, may have been carried out afterwards. */
const wrongWith = ({ command, answer }: Settled, commit: StoredCommit | undefined): readonly string[] => {
  const [told] = answer.status <= 201 ? (answer.body as Accepted).events : [];
  const types = commit?.events.map(({ type }) => type);
  const wrong = [
    ...(types === undefined || types.join() === eventOf[command.does] ? [] : [`is recorded as ${types.join()}`]),
    ...(told === undefined || isAsTold(answer.body as Accepted, commit)
      ? []
      : [
          `was acknowledged as ${JSON.stringify(answer.body)}, and is ${placesOf(commit === undefined ? [] : [commit])}`,
        ]),
  ];
  return wrong.map((how) => `${command.commandId} (${command.does} ${command.entityId}) ${how}`);
};

const isAsTold = ({ streamId, events }: Accepted, commit: StoredCommit | undefined): boolean =>
  commit?.streamId === streamId && commit.version === events[0]?.version && events.length === 1;

const gapsOf = (commits: readonly StoredCommit[]): readonly string[] =>
  [...Map.groupBy(commits, ({ streamId }) => streamId)].flatMap(([streamId, own]) => {
    const versions = own.map(({ version }) => version);
    return versions.every((version, index) => version === index + 1) ? [] : [`${streamId} has ${versions.join()}`];
  });

const placesOf = (commits: readonly StoredCommit[]): string =>
  commits.length === 0 ? 'not there' : commits.map(({ streamId, version }) => `${streamId}:${version}`).join();
