import type { AskSettings } from '../../configuration/askSettings';
import type { EndpointOptions } from '../endpointOptions';

export const askFormats = ['text', 'json', 'jsonl', 'markdown'] as const;

/** `surprisal ask`'s options as commander hands them over. */
export interface AskCommandOptions
  extends EndpointOptions,
    Pick<AskSettings, 'generate' | 'rerank' | 'extracts' | 'passages' | 'promptTokens' | 'maxTokens' | 'temperature'> {
  readonly format: (typeof askFormats)[number];
  readonly model: string;
  readonly embeddingModel: string;
  /** A file. */
  readonly template?: string;
  readonly dropUnsupported?: boolean;
  readonly showPrompt?: boolean;
  readonly index?: string;
  readonly store?: string;
  readonly source?: readonly string[];
  readonly path?: readonly string[];
  readonly language?: readonly string[];
  readonly update: boolean;
}
