import { byStream, type Evidence, type Oracle } from './evidence.ts';
import { inOneForm } from './same.ts';

const erasedStreams = (evidence: Evidence): readonly string[] =>
  [...byStream(evidence, 'customer')]
    .filter(([, events]) => events.some(({ type }) => type === 'CustomerErased'))
    .map(([streamId]) => streamId);

/** The keys are named as the streams. */
const nameOf = (streamId: string): `${string}-${string}` => streamId as `${string}-${string}`;

/** The key of a person who was erased is gone, and so is the copy of it in the archive. Everybody else has theirs. */
export const keysAreDestroyed: Oracle = async (evidence) => {
  const { keyDocuments, archivedKeys } = evidence.stored;
  const erased = erasedStreams(evidence);
  const violations: string[] = [];
  for (const streamId of byStream(evidence, 'customer').keys()) {
    const should = erased.includes(streamId);
    for (const [where, keys] of Object.entries({ keys: keyDocuments, archive: archivedKeys })) {
      const is = await keys.find(nameOf(streamId));
      if (is === undefined || (is === 'destroyed') !== should)
        violations.push(`The key of ${streamId} in the ${where} is ${typeof is === 'object' ? 'there' : String(is)}.`);
    }
  }
  return violations;
};

/** No text of a person who was erased can be read anywhere, nor of anybody in what is stored sealed. */
export const nobodyIsReadable: Oracle = (evidence) => {
  const { views, joined } = evidence.stored;
  const shown = inOneForm([
    ...[...views.values()].flatMap((documents) => [...documents.values()].map(({ document }) => document)),
    ...[...joined.values()].flatMap(({ documents, parts }) => [
      ...[...documents.values()].map(({ document }) => document),
      ...[...parts.values()].flatMap((ofKey) => [...ofKey.values()]),
    ]),
  ]);
  const history = evidence.commits.map(({ text }) => text).join('\n');
  const told = evidence.records.commands.filter(({ wish }) => wish.category === 'customer');
  const erased = erasedStreams(evidence);
  return told.flatMap(({ commandId, wish: { entityId, data } }) => {
    const name = data['name'];
    if (typeof name !== 'string') return [];
    return [
      ...(history.includes(name) ? [`What ${commandId} says of ${entityId} lies open in the history.`] : []),
      ...(erased.includes(`customer-${entityId}`) && shown.includes(name)
        ? [`What ${commandId} says of ${entityId} is shown after the erasure.`]
        : []),
    ];
  });
};
