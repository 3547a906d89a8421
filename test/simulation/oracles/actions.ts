import { z } from 'zod';
import { byStream, type NaiveEvent, type Oracle } from './evidence.ts';
import { inOneForm } from './same.ts';
import type { SentAction } from '../workload/records.ts';

const actionIdOf = ({ data }: NaiveEvent): string => z.string().parse(data['actionId']);

/** All that operators, and builds by themselves, have done is on record: once, before its end, which is recorded once at most. */
export const actionsAreRecorded: Oracle = (evidence) =>
  [...byStream(evidence, 'ops')].flatMap(([streamId, events]) =>
    [...Map.groupBy(events, actionIdOf)].flatMap(([actionId, ofAction]) => {
      const types = ofAction.map(({ type }) => type).join(' ');
      if (types === 'ActionRequested ActionEnded') return [];
      if (types === 'ActionRequested' && !evidence.isFaultless) return [];
      return [`${streamId} records of ${actionId}: ${types}.`];
    }),
  );

/** What an operator was told of an action is what is on record; and nothing was done that nobody has asked for. */
export const operatorsAreTold: Oracle = (evidence) => {
  const byAction = Map.groupBy(byStream(evidence, 'ops').get('ops-operators') ?? [], actionIdOf);
  const asked = new Set(evidence.records.actions.map(({ actionId }) => actionId));
  return [
    ...[...byAction.keys()].filter((id) => !asked.has(id)).map((id) => `Nobody has asked for the action ${id}.`),
    ...evidence.records.actions.flatMap((action) => toldOtherwise(action, byAction.get(action.actionId) ?? [])),
  ];
};

const toldOtherwise = (
  { actionId, actor, answer }: SentAction,
  [requested, ended]: readonly NaiveEvent[],
): readonly string[] => {
  if (answer === undefined) return [];
  if (answer === 'unknown-subject')
    return requested === undefined ? [] : [`${actionId} was not done, and is on record.`];
  if (requested?.actor !== actor) return [`${actionId} was answered, and is not on record.`];
  if (answer.outcome === 'id-reused') return [`${actionId} is the id of another action.`];
  if (answer.outcome === 'tried-before' || ended === undefined) return [];
  const [told, is] = [inOneForm(answer.result), inOneForm(ended.data['result'])];
  return told === is ? [] : [`${actionId} was answered ${told}, and is on record with ${is}.`];
};
