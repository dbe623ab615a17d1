// Adds up the reports of the test runs: "N passed, N failed" alone on the last line.
import { readFileSync } from 'node:fs';

const reports = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')));
const sum = (count) => reports.reduce((total, report) => total + report[count], 0);
const passed = sum('numPassedTests');
const failed = sum('numFailedTests') + sum('numFailedTestSuites') * (sum('numFailedTests') === 0 ? 1 : 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
