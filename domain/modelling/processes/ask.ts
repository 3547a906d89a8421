import { z } from 'zod';
import type { CommandSchemas } from '../aggregate.ts';
import { holdsPersonalData } from '../personal.ts';
import { inMilliseconds, type Duration } from './duration.ts';
import type { StoredCommand } from './process-events.ts';

/**
 * What becomes of an accepted ask when the process fails. `undoable`: its undo is asked. `pivot`: nothing, for with it the point of no
 * return is passed. `forward`: it is asked only where there is no way back (behind the pivot, or once all is undone), and must be
 * accepted in the end.
 */
export type AskKind = 'undoable' | 'pivot' | 'forward';

/** The command of the same entity that undoes another one, and its data, made of those of the one that is undone. */
export type UndoBy<Commands extends CommandSchemas, Asked> = {
  [Type in keyof Commands & string]: {
    readonly command: Type;
    readonly data: (asked: Asked) => z.input<Commands[Type]>;
  };
}[keyof Commands & string];

/** How long an answer is awaited, and what undoes the ask: every ask has an undo, is the pivot, or goes forward only. */
export type AskOptions<Commands extends CommandSchemas, Asked> = { readonly within: Duration } & (
  | { readonly undo: UndoBy<Commands, Asked> }
  /** With an undo, too, an acceptance that comes after a refusal is undone; without one it leaves the process stuck. */
  | { readonly pivot: true; readonly undo?: UndoBy<Commands, Asked> }
  | { readonly forward: true }
);

/** A command as it is asked, or what is wrong with its data. */
export type CheckedCommand =
  { readonly command: StoredCommand; readonly undo?: StoredCommand } | { readonly issues: string };

declare const taken: unique symbol;

/** A command that a process may ask of an entity. */
export interface Ask<Data> {
  /** The data that it takes, for the compiler alone. */
  readonly [taken]?: Data;
  readonly category: string;
  readonly command: string;
  readonly kind: AskKind;
  /** How long an answer is awaited, in milliseconds. */
  readonly withinMs: number;
  /** Makes the command of its data, and the one that undoes it. */
  checked(data: unknown): CheckedCommand;
}

/** An ask in a list of asks. */
export type AnyAsk = Ask<unknown>;

/** The data that an ask takes. */
export type DataOf<Asked extends AnyAsk> = Asked extends Ask<infer Data> ? Data : never;

/**
 * Declares a command that a process may ask of an aggregate. Throws an error for a duration that is none, and for a command with personal
 * data: what a process asks lies in its own stream, which no erasure reaches.
 */
export const ask = <Commands extends CommandSchemas, Type extends keyof Commands & string>(
  { category, commands }: { readonly category: string; readonly commands: Commands },
  type: Type,
  options: AskOptions<Commands, z.output<Commands[Type]>>,
): Ask<z.input<Commands[Type]>> => {
  const schema: Commands[Type] = commands[type];
  const undo = 'undo' in options ? options.undo : undefined;
  if (holdsPersonalData({ [type]: { schema } }))
    throw new Error(`A process cannot ask ${type} of ${category}: the command holds personal data.`);
  return {
    ...{ category, command: type, withinMs: inMilliseconds(options.within) },
    kind: 'pivot' in options ? 'pivot' : undo === undefined ? 'forward' : 'undoable',
    checked: (data) => {
      const parsed = schema.safeParse(data);
      if (!parsed.success) return { issues: z.prettifyError(parsed.error) };
      const command = { type, data: asJson(parsed.data) };
      if (undo === undefined) return { command };
      const undone = commands[undo.command]?.safeParse(undo.data(parsed.data));
      return undone?.success
        ? { command, undo: { type: undo.command, data: asJson(undone.data) } }
        : { issues: `its undo ${undo.command}: ${undone === undefined ? 'unknown' : z.prettifyError(undone.error)}` };
    },
  };
};

const fields = z.record(z.string(), z.unknown());

/** Data as JSON gives them back: what is decided equals what is read. */
export const asJson = (data: unknown): StoredCommand['data'] => fields.parse(JSON.parse(JSON.stringify(data)));
