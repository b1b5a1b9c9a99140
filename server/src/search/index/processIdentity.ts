import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Tells a process from a later one that was given its number: when it was started, as the system has it. Empty where the system is not asked (Windows takes a third of a
 * second to say) or does not say.
 */
export const processIdentity = (pid: number): string => {
  try {
    if (process.platform === 'linux') return linuxStart(pid);
    if (process.platform === 'win32') return '';
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
};

/** Ticks since the system was started, and which start that was: changes of the clock do not matter. */
const linuxStart = (pid: number): string => {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  // The name, in parentheses, may hold anything; 20 fields after it stands the start (proc(5)).
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ');
  return `${boot} ${fields[19]}`;
};
