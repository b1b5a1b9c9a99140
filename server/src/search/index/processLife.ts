import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether a process is there and can do something. Signal 0 only asks; a process of another user answers EPERM, and is there. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // A killed process whose parent has not asked for its end, as in containers without an init, keeps its number and does nothing more.
  return process.platform !== 'linux' || !/^[ZX]/.test(linuxFields(pid)[0] ?? '');
};

/**
 * Tells a process from a later one that was given its number: when it was started, as the system has it. Empty where the system is not asked (Windows takes a third of a
 * second to say) or does not say.
 */
export const processStart = (pid: number): string => {
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
  const start = linuxFields(pid)[19];
  return start === undefined ? '' : `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${start}`;
};

/** What the system tells of a process after its name, which is in parentheses and may hold anything: first its state (proc(5)). */
const linuxFields = (pid: number): readonly string[] => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ');
  } catch {
    return [];
  }
};
