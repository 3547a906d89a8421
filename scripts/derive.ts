// Writes again every file that follows from the declarations in domain/ and functions/. A spec fails when one of them is stale.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './catalogue/aggregates.ts';
import { derivedFiles } from './catalogue/derived-files.ts';

for (const { path, content } of await derivedFiles()) writeFileSync(join(repository, path), content);
