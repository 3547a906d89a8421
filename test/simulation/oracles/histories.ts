import type { Oracle } from './evidence.ts';

/** Every stream begins at 1 and has no gap, goes on behind the very commit before it, and never back in time. */
export const streamsAreWhole: Oracle = ({ commits }) =>
  [...Map.groupBy(commits, ({ streamId }) => streamId)].flatMap(([streamId, ofStream]) =>
    ofStream.flatMap((commit, index) => {
      const before = ofStream[index - 1];
      const at = `${streamId}:${commit.version}`;
      return [
        ...(commit.first === (before?.version ?? 0) + 1 ? [] : [`${at} begins at ${commit.first}.`]),
        ...(commit.previousHash === before?.hash ? [] : [`${at} was not appended behind the commit before it.`]),
        ...(before === undefined || before.recordedAt <= commit.recordedAt
          ? []
          : [`${at} was recorded before the commit before it.`]),
      ];
    }),
  );

/** No command has two commits. */
export const commandsAreOnce: Oracle = ({ commits }) =>
  [...Map.groupBy(commits, ({ streamId, commandId }) => `${commandId} on ${streamId}`)]
    .filter(([, ofCommand]) => ofCommand.length > 1)
    .map(([command, ofCommand]) => `${command} has ${ofCommand.length} commits.`);

/** What was acknowledged is there, exactly so; of what was refused there is nothing. */
export const answersAreTrue: Oracle = ({ commits, records }) => {
  const byCommand = new Map(commits.map((commit) => [commit.commandId, commit]));
  return records.commands.flatMap(({ commandId, answer, isDoubtful }) => {
    const commit = byCommand.get(commandId);
    if (answer.outcome === 'unknown') return [];
    if (answer.outcome !== 'accepted' || answer.events.length === 0)
      return commit === undefined || isDoubtful
        ? []
        : [`${commandId} was answered ${answer.outcome}, and has a commit.`];
    if (commit === undefined) return [`${commandId} was accepted, and has no commit.`];
    const said = JSON.stringify([answer.streamId, answer.version, answer.events.map(({ type }) => type)]);
    const is = JSON.stringify([commit.streamId, commit.version, commit.events.map(({ type }) => type)]);
    return said === is ? [] : [`${commandId} was answered ${said}, and its commit is ${is}.`];
  });
};

/** The archive has every commit, as it is stored, once. */
export const archiveIsHistory: Oracle = async ({ commits, stored }) => {
  const archived: unknown[] = [];
  for await (const { lines } of stored.archive.parts())
    archived.push(...lines.map((line): unknown => JSON.parse(line)));
  const lines = archived.map((line) => JSON.stringify(line)).sort();
  const expected = commits.map(({ text }) => text).sort();
  return lines.join('\n') === expected.join('\n')
    ? []
    : [`The archive has ${lines.length} commits, or others than the ${expected.length} of the store.`];
};
