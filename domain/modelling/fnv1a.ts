const offsetBasis = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;

/**
 * A short hash of a text, not secure against an adversary: FNV-1a of 64 bits, over UTF-16 code units
 * (IETF draft "The FNV Non-Cryptographic Hash Algorithm").
 */
export const fnv1a = (text: string): string => {
  let hash = offsetBasis;
  for (let index = 0; index < text.length; index += 1)
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * prime);
  return hash.toString(16).padStart(16, '0');
};
