import type { Reader } from '../../application/callers/reach.ts';

/** Reaches everything, and sees what is personal in it. */
export const clerk: Reader = { reach: 'all', personalReach: 'all' };

/** Reaches everything, and sees nothing personal. */
export const auditor: Reader = { reach: 'all', personalReach: 'none' };

/** Reaches and sees their own, and nothing else. */
export const owning = (ownerId: string): Reader => ({ reach: { ownerId }, personalReach: { ownerId } });
