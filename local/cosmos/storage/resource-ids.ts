// A `_rid` names a resource for ever: 4 bytes for a database, 8 for a container, 16 for an item, each beginning with its
// parent's. The SDK silently drops session tokens and feed positions of containers whose `_rid` has another length.

/** The `_rid` of a database. */
export function databaseRid(database: number): string {
  return encode(databaseBytes(database));
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

function databaseBytes(database: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(database);
  return bytes;
}

function containerBytes(database: number, container: number): Buffer {
  const own = Buffer.alloc(4);
  own.writeUInt32BE((0x80000000 | container) >>> 0); // the high bit tells a container from a user of the database
  return Buffer.concat([databaseBytes(database), own]);
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('/', '-');
}
