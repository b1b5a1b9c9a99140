import type { IndexAction } from '../../../server/src/shared/searchProtocol';

interface Subscription {
  dispose(): void;
}

type Listen<Value> = (listener: (value: Value) => void) => Subscription;

/**
 * Whether the search index rests: while Surprisal as a whole is paused, and while somebody has paused the index itself. Whoever resumes the one does not resume the other. A server that has
 * just started knows of neither and is told.
 */
export class IndexingPause {
  private isIndexPaused = false;
  private readonly subscriptions: readonly Subscription[];

  /** @param tell the server */
  constructor(
    private readonly pause: { readonly isPaused: boolean; readonly onDidChange: Listen<boolean> },
    server: { readonly onDidStart: Listen<void> },
    tell: (action: 'pause' | 'resume') => void,
  ) {
    this.subscriptions = [
      pause.onDidChange(() => tell(this.isResting ? 'pause' : 'resume')),
      server.onDidStart(() => {
        if (this.isResting) tell('pause');
      }),
    ];
  }

  /** Somebody asks the index itself for this. */
  onAsked(action: IndexAction): void {
    if (action === 'pause') this.isIndexPaused = true;
    // An index that is made anew is not paused.
    else if (action === 'resume' || action === 'rebuild') this.isIndexPaused = false;
  }

  dispose(): void {
    for (const one of this.subscriptions) one.dispose();
  }

  private get isResting(): boolean {
    return this.pause.isPaused || this.isIndexPaused;
  }
}
