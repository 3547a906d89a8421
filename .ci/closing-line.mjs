// Prints which tests failed and with what, and how many passed and failed, from Vitest's JSON reports:
// `N passed, N failed`, alone on the last line.
// Usage: node .ci/closing-line.mjs <exit code of the runs, 0 if all ended well> <report.json>...
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

const [exitCode, ...paths] = process.argv.slice(2);
const reports = paths.filter((path) => existsSync(path)).map((path) => JSON.parse(readFileSync(path, 'utf8')));
const total = (count) => reports.reduce((sum, report) => sum + count(report), 0);

// A spec file that could not be loaded has no tests to fail, a run that broke off has no report: each counts as one.
const isUnloaded = (file) => file.status === 'failed' && file.assertionResults.length === 0;
const unloaded = total((report) => report.testResults.filter(isUnloaded).length);
const brokenOff = paths.length - reports.length;
const failedTests = total((report) => report.numFailedTests) + unloaded + brokenOff;
const failedOutside = failedTests === 0 && exitCode !== '0';
const skipped = total((report) => report.numPendingTests + report.numTodoTests);

// Once more, at the end: what keeps only the last lines of this output still says what to look at.
const firstLine = (message = '') => message.split('\n', 1)[0];
const failuresOf = ({ name, message, assertionResults }) => {
  const failures = assertionResults.filter((test) => test.status === 'failed');
  const texts = failures.map((test) => `${test.fullName}: ${firstLine(test.failureMessages[0])}`);
  return (texts.length > 0 ? texts : [firstLine(message)]).map((text) => `FAILED ${relative('.', name)}: ${text}`);
};
const failedFiles = reports.flatMap((report) => report.testResults).filter((file) => file.status === 'failed');
for (const failure of failedFiles.flatMap(failuresOf)) console.log(failure);

if (skipped > 0) console.log(`${skipped} skipped`);
if (brokenOff > 0) console.log(`Test runs that broke off: ${brokenOff} (see above).`);
if (failedOutside) console.log('Every test passed, but the run did not: an error outside the tests is shown above.');
console.log(`${total((report) => report.numPassedTests)} passed, ${failedOutside ? 1 : failedTests} failed`);
