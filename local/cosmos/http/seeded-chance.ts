/** Numbers from 0 up to 1 that look random and are the same for the same seed: Marsaglia's xorshift with 32 bits. */
export function seededChance(seed: number): () => number {
  // Zero would stay zero for ever; the product spreads seeds that differ in few bits.
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
