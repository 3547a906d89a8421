/** Keeps this process from doing anything else for so many milliseconds. */
export const standStill = (milliseconds: number): void => {
  for (const end = performance.now() + milliseconds; performance.now() < end;);
};
