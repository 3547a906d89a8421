import type { Mutant } from './mutant.ts';

/** Mistakes in what keeps a system going: lag, operators, releases, and consumers of messages. */
export const mutantsOfOperations: readonly Mutant[] = [
  {
    name: 'a mark says of a batch where it begins, and not where it ends',
    file: 'application/feed/feed-marks.ts',
    find: 'writtenAt: Math.max(',
    replace: 'writtenAt: Math.min(',
  },
  {
    name: 'a mark says only of the first stream of a batch how far it was taken',
    file: 'application/feed/feed-marks.ts',
    find: 'await marks.note(name, ...passed);',
    replace: 'await marks.note(name, ...passed.slice(0, 1));',
  },
  {
    name: 'an operator is taken to ask for the first time unless it was the last to ask',
    file: 'application/actions/append-once.ts',
    find: 'const last = earlier.at(-1);',
    replace: 'const last = newest?.commandId === provenance.commandId ? earlier.at(-1) : undefined;',
  },
  {
    name: 'how an action has ended is not recorded',
    file: 'application/actions/record-action.ts',
    find: "await end(acting, { outcome: isRefusal?.(result) === true ? 'refused' : 'done', result: schema.parse(result) });",
    replace: 'void [isRefusal, schema];',
  },
  {
    name: 'what is asked again by hand is another ask',
    file: 'application/processes/carry-out.ts',
    find: '[{ number: event.data.number, version, data: event.data }]',
    replace: '[{ number: version, version, data: event.data }]',
  },
  {
    name: 'what older code could not read is left to an operator',
    file: 'application/operations/retry-older-builds.ts',
    find: 'if (build === undefined) return [];',
    replace: "if (build !== '') return [];",
  },
  {
    name: 'the mark that a message was taken is not stored',
    file: 'application/consumers/take-once.ts',
    find: '[mark, ...operations.map(storedOperation)]',
    replace: '[...operations.map(storedOperation), ...[mark].slice(1)]',
  },
  {
    name: 'a message goes past those of its stream that wait',
    file: 'application/consumers/take-message.ts',
    find: 'if ((await taking.known.any()) && (await joinsWait(taking, event.streamid, message)))',
    replace: 'if ((await taking.known.any()) && event.streamversion > 1e6)',
  },
  {
    name: 'a message that waits is taken out before it is taken',
    file: 'application/consumers/try-stream.ts',
    find: 'await working.consumer.handle(readable(bodyOf(message)));',
    replace:
      'await changeStream(working.waiting, streamId, (stream) => stream && without(stream, message.id, working.clock()));\n    await working.consumer.handle(readable(bodyOf(message)));',
  },
];
