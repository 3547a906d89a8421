// Writes docs/events.md from the schemas of the events.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findAggregates, repository } from './catalogue/aggregates.ts';
import { eventsPage } from './catalogue/events-page.ts';

writeFileSync(join(repository, 'docs/events.md'), await eventsPage(await findAggregates()));
