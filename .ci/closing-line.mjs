// Prints how many tests passed and failed, from Vitest's JSON report: `N passed, N failed`, alone on the last line.
// Usage: node .ci/closing-line.mjs <report.json> <exit code of the run>
import { readFileSync } from 'node:fs';

const [path, exitCode] = process.argv.slice(2);
const report = JSON.parse(readFileSync(path, 'utf8'));

// A spec file that could not be loaded has no tests to fail: it counts as one.
const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
const failedTests = report.numFailedTests + unloaded.length;
const failedOutside = failedTests === 0 && exitCode !== '0';
const skipped = report.numPendingTests + report.numTodoTests;

if (skipped > 0) console.log(`${skipped} skipped`);
if (failedOutside) console.log('Every test passed, but the run did not: an error outside the tests is shown above.');
console.log(`${report.numPassedTests} passed, ${failedOutside ? 1 : failedTests} failed`);
