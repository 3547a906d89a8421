/** What is deployed. */
export const inProduction = '^(domain|application|consumers|adapters|functions)/';

/** What serves it: the servers of this machine, scripts, measurements, specs. */
export const besideProduction = '^(local|scripts|bench|test|tools)/';

/** One forbidden dependency. `comment` is what the person who broke the rule reads. */
export const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
