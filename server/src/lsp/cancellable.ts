import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';

/** Runs what is asked until it is there or the client does not want it any more; what it fails of becomes the response's error, in its words. */
export const cancellable = async <Result>(
  token: CancellationToken,
  ask: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | ResponseError<void>> => {
  const controller = new AbortController();
  const listening = token.onCancellationRequested(() => controller.abort());
  if (token.isCancellationRequested) controller.abort();
  try {
    return await ask(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) return new ResponseError<void>(LSPErrorCodes.RequestCancelled, 'cancelled');
    return new ResponseError<void>(LSPErrorCodes.RequestFailed, (error as Error).message);
  } finally {
    listening.dispose();
  }
};
