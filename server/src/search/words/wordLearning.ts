import type { FolderWords } from './folderWords';
import type { FolderWordVectors } from './wordsFile';

/** Why there are no words: they are being learnt, the folder has too little text, or it went wrong. */
export type MissingWords = 'learning' | 'tooFew' | 'failed';

/** Learns a folder's words in the background, once somebody asks for them and what is there is not what the folder holds. */
export class WordLearning {
  private running: { readonly controller: AbortController; readonly done: Promise<void> } | undefined;
  /** Whether the folder may have changed since it was looked. */
  private isDue = true;
  private problem: MissingWords | undefined;

  constructor(private readonly words: FolderWords) {}

  /** The folder has changed. */
  changed(): void {
    this.isDue = true;
  }

  /** What is known by now; where it is not what it should be, it is learnt anew meanwhile. */
  known(): FolderWordVectors | MissingWords {
    if (this.isDue && this.running === undefined) this.start();
    return this.words.known() ?? this.problem ?? 'learning';
  }

  /** Ends what is being learnt. */
  async stop(): Promise<void> {
    this.running?.controller.abort();
    await this.running?.done;
  }

  private start(): void {
    this.isDue = false;
    const controller = new AbortController();
    const done = this.learn(controller.signal).finally(() => {
      this.running = undefined;
    });
    this.running = { controller, done };
  }

  private async learn(signal: AbortSignal): Promise<void> {
    try {
      if (!(await this.words.areStale())) return;
      const learnt = await this.words.learn({ threads: 1, isBackground: true, signal });
      this.problem = learnt === undefined ? 'tooFew' : undefined;
    } catch {
      if (!signal.aborted) this.problem = 'failed';
    }
  }
}
