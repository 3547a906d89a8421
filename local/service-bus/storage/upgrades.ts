/**
 * What makes the tables of one version those of the next: the first entry makes version 2 of version 1. Entries are
 * history, and never change once they have been released.
 */
const upgrades: readonly string[] = [
  // Rules have actions; what cannot be forwarded has a place of its own beside the dead letters.
  `ALTER TABLE rule ADD COLUMN action TEXT;
   INSERT INTO entity (kind, path, parent, properties)
   SELECT kind, replace(path, '/$DeadLetterQueue', '/$Transfer/$DeadLetterQueue'), parent, properties
   FROM entity WHERE kind = 'dead-letter';`,
];

/** The statements that lead from a version to this one; undefined when there is no way, as from a later version. */
export function upgradesFrom(version: number): string | undefined {
  return version >= 1 && version <= schemaVersion ? upgrades.slice(version - 1).join('\n') : undefined;
}

/** The version of the tables that this program writes. */
export const schemaVersion = upgrades.length + 1;
