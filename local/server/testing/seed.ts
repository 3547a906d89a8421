/** ANNAL_SOAK_SEED=... repeats the choices of a run; how they meet in time is up to the machine. */
export const seed = Number(process.env['ANNAL_SOAK_SEED'] ?? Date.now() % 1_000_000);
