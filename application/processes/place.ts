import type { CommandId, EntityId } from '../../domain/modelling/ids.ts';

/** An event of a process. */
export interface ProcessPlace {
  readonly name: string;
  readonly id: EntityId;
  readonly version: number;
}

/** The place that an id names; undefined when it is none in a stream of these categories. */
export const placeIn = (id: string | null, names: ReadonlySet<string>): ProcessPlace | undefined => {
  const [, name = '', entity = '', version] = /^([a-z]+)-(.+):([1-9]\d{0,8})$/.exec(id ?? '') ?? [];
  return names.has(name) ? { name, id: entity, version: Number(version) } : undefined;
};

/** The place of the ask that a commit accepts: its command was sent under the place, which nobody else can name as the cause. */
export const acceptedPlace = (
  { commandId, causationId }: { readonly commandId: CommandId; readonly causationId: string | null },
  names: ReadonlySet<string>,
): ProcessPlace | undefined => (commandId === causationId ? placeIn(causationId, names) : undefined);
