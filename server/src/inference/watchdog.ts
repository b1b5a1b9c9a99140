export interface WatchdogLimits {
  /** Milliseconds between two looks. */
  readonly lookMs: number;
  /** A call that goes on for so many looks without a sign of life is stuck. */
  readonly stuckLooks: number;
  /** Loading may take longer: a cold disk, a scanner of files. */
  readonly loadLooks: number;
}

export const defaultWatchdogLimits: WatchdogLimits = { lookMs: 1000, stuckLooks: 30, loadLooks: 120 };

/**
 * Looks after a process that works on something. It counts looks and reads no clock: while the machine sleeps, or this process is held
 * up, nobody looks, and nothing is called stuck for it.
 */
export class Watchdog {
  private timer: NodeJS.Timeout | undefined;
  private silentLooks = 0;

  constructor(
    private readonly limits: WatchdogLimits,
    private readonly onStuck: () => void,
  ) {}

  /** Work has begun. */
  begin(work: 'load' | 'call'): void {
    this.end();
    const most = work === 'load' ? this.limits.loadLooks : this.limits.stuckLooks;
    this.timer = setInterval(() => {
      if (++this.silentLooks < most) return;
      this.end();
      this.onStuck();
    }, this.limits.lookMs);
    this.timer.unref();
  }

  signOfLife(): void {
    this.silentLooks = 0;
  }

  end(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.silentLooks = 0;
  }
}

/** Allows a few restarts within a window of time. */
export class RestartBudget {
  private readonly times: number[] = [];

  constructor(
    private readonly most: number,
    private readonly windowMs: number,
  ) {}

  /** Whether one more is allowed. @param nowMs of a clock that never goes back */
  hasRoom(nowMs: number): boolean {
    while (this.times[0] !== undefined && nowMs - this.times[0] > this.windowMs) this.times.shift();
    return this.times.length < this.most;
  }

  /** @param nowMs of a clock that never goes back */
  spend(nowMs: number): boolean {
    if (!this.hasRoom(nowMs)) return false;
    this.times.push(nowMs);
    return true;
  }
}
