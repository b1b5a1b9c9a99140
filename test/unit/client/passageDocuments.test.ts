import assert from 'node:assert/strict';
import type { SearchHitItem } from '../../../server/src/shared/searchProtocol';
import { loadClientModule } from '../../support/clientModule';

describe('passages whose files are elsewhere', () => {
  it('can be opened once they were found, and say so where it is too long ago', () => {
    const providers = new Map<string, { provideTextDocumentContent(uri: object): string }>();
    const vscode = {
      l10n: { t: (message: string) => message },
      Uri: { parse: (text: string) => text },
      workspace: {
        registerTextDocumentContentProvider: (
          scheme: string,
          provider: { provideTextDocumentContent(uri: object): string },
        ) => providers.set(scheme, provider),
      },
    };
    const { PassageDocuments } = loadClientModule<{
      PassageDocuments: new () => { remember(hits: readonly Partial<SearchHitItem>[]): void };
    }>('client/src/search/passageDocuments.ts', vscode);
    const documents = new PassageDocuments();
    const read = (uri: string) =>
      providers.get('surprisal-passage')!.provideTextDocumentContent({ toString: () => uri });
    const found = (at: number) => ({
      uri: `surprisal-passage:/handbook/${at}.md?key`,
      text: `text ${at}`,
      firstLine: 0,
    });
    documents.remember([found(1), { uri: 'file:///a.md', text: 'a file' }]);
    assert.equal(read(found(1).uri), 'text 1');
    assert.match(read('file:///a.md'), /another session/);
    documents.remember(Array.from({ length: 2000 }, (_, at) => found(at + 2)));
    assert.match(read(found(1).uri), /another session/);
    assert.equal(read(found(2001).uri), 'text 2001');
  });
});
