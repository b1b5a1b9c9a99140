import { commands, EventEmitter } from 'vscode';

/** Whether Surprisal rests: nothing is checked, shown or indexed until it is resumed. Lasts as long as the window. */
export class Pause {
  private readonly emitter = new EventEmitter<boolean>();
  readonly onDidChange = this.emitter.event;
  private paused = false;

  get isPaused(): boolean {
    return this.paused;
  }

  set(paused: boolean): void {
    if (paused === this.paused) return;
    this.paused = paused;
    void commands.executeCommand('setContext', 'surprisal.paused', paused);
    this.emitter.fire(paused);
  }

  dispose(): void {
    this.emitter.dispose();
  }
}
