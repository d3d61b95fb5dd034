// Tests one after the other, their outcome as JUnit XML: test(name, body), then run(suite, out).

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const cases = [];

export function test(name, body) {
  cases.push({ name, body });
}

const escape = (text) =>
  text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '?');

function line(suite, { name, seconds, problem }) {
  const head = `<testcase classname="${escape(suite)}" name="${escape(name)}" time="${seconds.toFixed(3)}"`;
  if (!problem) return `${head}/>`;
  const message = escape(problem.split('\n')[0]);
  return `${head}><failure message="${message}">${escape(problem)}</failure></testcase>`;
}

/// Whether all passed. `named`: only the tests whose name holds it.
export async function run(suite, out, named = '') {
  const done = [];
  for (const { name, body } of cases.filter((one) => one.name.includes(named))) {
    const begun = performance.now();
    let problem = '';
    try {
      await body();
    } catch (error) {
      problem = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
    }
    done.push({ name, seconds: (performance.now() - begun) / 1000, problem });
    console.log(`${problem ? 'FAILED' : 'ok'}  ${name}${problem ? `\n${problem}` : ''}`);
  }
  const failures = done.filter((one) => one.problem).length;
  const counts = `tests="${done.length}" failures="${failures}" errors="0" skipped="0"`;
  const lines = done.map((one) => line(suite, one)).join('\n');
  const xml = `<?xml version="1.0" encoding="utf-8"?>\n<testsuites><testsuite name="${suite}" ${counts}>\n${lines}\n</testsuite></testsuites>\n`;
  if (out) {
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, xml);
  }
  return failures === 0 && done.length > 0;
}
