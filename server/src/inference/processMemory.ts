import { readFileSync } from 'node:fs';
import type { MemoryReport } from './messages';

/** What this process holds in memory. */
export const memoryReport = (): MemoryReport => {
  if (process.platform === 'linux') {
    const status = readFileSync('/proc/self/status', 'utf8');
    const bytes = (field: string): number =>
      Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
    const report = { resident: bytes('VmRSS'), anonymous: bytes('RssAnon'), file: bytes('RssFile') };
    if (Number.isFinite(report.resident + report.anonymous + report.file)) return report;
  }
  return { resident: process.memoryUsage.rss() };
};
