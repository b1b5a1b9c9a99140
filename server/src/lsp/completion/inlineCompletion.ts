import {
  type CancellationToken,
  type InlineCompletionItem,
  type InlineCompletionParams,
  InlineCompletionTriggerKind,
} from 'vscode-languageserver/node';
import { type Services, total } from '../services';

/** Texts that may follow the caret: one that the model is sure of or, where they are asked for, several. */
export const onInlineCompletion = (
  services: Services,
  { textDocument: { uri }, position, context }: InlineCompletionParams,
  token: CancellationToken,
): Promise<readonly InlineCompletionItem[]> =>
  total<readonly InlineCompletionItem[]>(services, 'inline completion', [], async () => {
    const isInvoked = context.triggerKind === InlineCompletionTriggerKind.Invoked;
    const caret = await services.completions.caretAt(uri, position, token, isInvoked);
    if (caret === undefined || caret.settings.inline === 'off') return [];
    if (!isInvoked && caret.settings.inline === 'invoked') return [];
    const { selectedCompletionInfo: selected } = context;
    const start = selected?.range.start ?? position;
    // What an entry of the list replaces has to be the end of what stands there.
    const typed =
      selected === undefined
        ? ''
        : caret.prose.before.slice(caret.prose.before.length - position.character + start.character);
    if (start.line !== position.line || selected?.text.startsWith(typed) === false) return [];
    const chosen = selected?.text.slice(typed.length) ?? '';
    const texts = isInvoked
      ? await services.inline.invoked(uri, caret, chosen, token)
      : [await services.inline.automatic(uri, caret, chosen, token)];
    const range = { start, end: position };
    return texts
      .filter((text) => text.trim() !== '')
      .map((text) => ({ insertText: typed + chosen + text, filterText: typed + chosen + text, range }));
  });
