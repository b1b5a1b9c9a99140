/** `surprisal mcp`'s options as commander hands them over. */
export interface McpOptions {
  readonly embeddingModel: string;
}
