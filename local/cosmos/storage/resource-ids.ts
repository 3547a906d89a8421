// A `_rid` names a resource for ever: 4 bytes for a database, 8 for what is in it, 16 for what is in that, each beginning with
// its parent's. The SDK silently drops session tokens and feed positions of containers whose `_rid` has another length.

/** The `_rid` of a database. */
export function databaseRid(database: number): string {
  return encode(ownBytes(database));
}

/** The `_rid` of a container. */
export function containerRid(database: number, container: number): string {
  return encode(containerBytes(database, container));
}

/** The `_rid` of an item. Its number is little-endian: by that the SDK tells which of equal ORDER BY values it has seen. */
export function itemRid(database: number, container: number, item: number): string {
  const own = Buffer.alloc(8);
  own.writeBigUInt64LE(BigInt(item));
  return encode(Buffer.concat([containerBytes(database, container), own]));
}

/** The number of the item that has a `_rid`; `undefined` when it is no item's. */
export function itemNumber(rid: string): number | undefined {
  const bytes = Buffer.from(rid.replaceAll('-', '/'), 'base64');
  if (bytes.length !== 16) return undefined;
  const number = bytes.readBigUInt64LE(8);
  return number <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(number) : undefined;
}

/** The `_rid` of a resource other than a container and an item, within what has the parent's `_rid`. */
export function resourceRid(parent: string, resource: number): string {
  const parentBytes = Buffer.from(parent.replaceAll('-', '/'), 'base64');
  if (parentBytes.length === 4) return encode(Buffer.concat([parentBytes, ownBytes(resource)]));
  const own = Buffer.alloc(8);
  own.writeBigUInt64LE(BigInt(resource) | (1n << 63n)); // the high bit tells it from an item of the container
  return encode(Buffer.concat([parentBytes, own]));
}

function containerBytes(database: number, container: number): Buffer {
  // The high bit tells a container from a user of the database.
  return Buffer.concat([ownBytes(database), ownBytes((0x80000000 | container) >>> 0)]);
}

function ownBytes(no: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(no);
  return bytes;
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('/', '-');
}
