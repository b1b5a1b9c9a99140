import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markdownOf } from './keystrokes';
import { markdownTable, median, quantile } from './table';

const program = join(import.meta.dirname, '../../dist/cli/main.js');

interface Run {
  readonly seconds: number;
  readonly megabytes: number;
}

/**
 * Writes the greatest resident memory of the process in kB. Not `resourceUsage().maxRSS` on Linux: there it counts what the
 * process was forked from, this bench.
 */
const tellMemory = `process.on('exit', () => {
  const fs = require('node:fs');
  const peak = process.platform === 'linux' && /^VmHWM:\\s+(\\d+)/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))?.[1];
  fs.writeSync(3, String(peak || process.resourceUsage().maxRSS));
})`;

/** A whole process, timed from outside; its greatest resident memory as the operating system accounts it. */
function run(parameters: readonly string[]): Run {
  const folder = mkdtempSync(join(tmpdir(), 'surprisal-bench-'));
  const preload = join(folder, 'memory.cjs');
  writeFileSync(preload, tellMemory);
  const started = performance.now();
  const { output, status } = spawnSync(process.execPath, ['--require', preload, program, ...parameters], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const seconds = (performance.now() - started) / 1000;
  rmSync(folder, { recursive: true });
  if (status === null || status > 1) throw new Error(`surprisal ${parameters.join(' ')}: ${output[2]}`);
  return { seconds, megabytes: Number(output[3]) / 1024 };
}

const repeat = (times: number, parameters: readonly string[]): Run[] => {
  run(parameters);
  return Array.from({ length: times }, () => run(parameters));
};

/** Start to first finding, speed and memory of `surprisal check`. */
export function benchProcesses(times: number, proseFolder: string | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'surprisal-bench-'));
  try {
    const small = join(folder, 'small.md');
    const large = join(folder, 'large.md');
    writeFileSync(small, 'It has no mistaeks.\n');
    const text = markdownOf(1_000_000, proseFolder);
    writeFileSync(large, text);
    const starts = repeat(times, ['check', '--model', 'ngram', '--no-config', small]);
    const checks = repeat(times, ['check', '--model', 'ngram', '--no-config', '--format', 'jsonl', large]);
    const startSeconds = starts.map(({ seconds }) => seconds);
    const checkSeconds = checks.map(({ seconds }) => seconds);
    const megabytes = Buffer.byteLength(text) / 1e6;
    const beyondStart = checkSeconds.map((seconds) => megabytes / (seconds - median(startSeconds)));
    return markdownTable(
      ['what', 'median', 'p95', 'bar'],
      [
        [
          'start to first finding, whole process',
          `${(1000 * median(startSeconds)).toFixed(0)} ms`,
          `${(1000 * quantile(startSeconds, 0.95)).toFixed(0)} ms`,
          '300 ms',
        ],
        [
          `check of ${megabytes.toFixed(1)} MB Markdown, whole process`,
          `${(megabytes / median(checkSeconds)).toFixed(2)} MB/s`,
          `${(megabytes / quantile(checkSeconds, 0.95)).toFixed(2)} MB/s`,
          '2 MB/s',
        ],
        [
          'the same, start taken off',
          `${median(beyondStart).toFixed(2)} MB/s`,
          `${quantile(beyondStart, 0.05).toFixed(2)} MB/s`,
          '',
        ],
        [
          'resident memory, the same check',
          `${median(checks.map((check) => check.megabytes)).toFixed(0)} MB`,
          `${quantile(
            checks.map((check) => check.megabytes),
            0.95,
          ).toFixed(0)} MB`,
          '150 MB',
        ],
      ],
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
