import type { Reached, StreamVersion } from '../feed/measured-subscriber.ts';
import type { After } from '../views/after.ts';

/** Whether a generation that follows these categories has come to a version of a stream: it is stored there, or never will be. */
export const hasComeTo =
  (categories: readonly string[], reached: (commit: StreamVersion) => Promise<Reached>) =>
  async ({ streamId, version }: After): Promise<boolean> => {
    const category = categories.find((each) => streamId.startsWith(`${each}-`));
    return category === undefined || (await reached({ streamId, version, category })) !== 'missing';
  };
