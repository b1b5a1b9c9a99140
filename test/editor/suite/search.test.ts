import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { until } from '../support/condition';
import { configure } from '../support/configuration';
import { closeAll, open, putCaret, write } from '../support/documents';
import { window } from '../support/window';

const garden = `# The garden

## Tomatoes

Plant tomatoes when the soil is warm. Water them in the morning, never at night.

## Radishes

Radishes are ready within a month of sowing.
`;
const notes = 'The kettle boils at noon.\n\nNobody planted anything else.\n';

const list = '.quick-input-widget';
const rows = `${list} .monaco-list-row`;
const former = `${list} .quick-input-list-separator`;
const tree = '.pane-body .monaco-list-row';

describe('the search', () => {
  const files: vscode.Uri[] = [];
  const make = (name: string, text: string) => {
    const uri = write(name, text);
    files.push(uri);
    return uri;
  };
  before(() => {
    make('garden.md', garden);
  });
  afterEach(async () => {
    await window.press('Escape');
    await until('no list', async () => (await window.texts(list)).length === 0);
    await closeAll();
  });
  after(async () => {
    for (const { fsPath } of files) rmSync(fsPath, { force: true });
    await vscode.commands.executeCommand('surprisal.clearSearchResults');
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  const hits = () => window.texts(rows);
  /** Opens the list, types, and waits for the answer: what was found before stands below a heading until then. */
  const ask = async (query: string) => {
    await vscode.commands.executeCommand('surprisal.searchByMeaning');
    await until('the list', async () => (await window.texts(list)).length > 0);
    await window.type(query);
    await until('the answer', async () => (await window.texts(former)).join('') === '' && (await hits()).length > 0);
    return hits();
  };
  const search = async (query: string, hit: string) => {
    await ask(query);
    await until(`“${hit}” among the hits`, async () => {
      const found = await hits();
      if (found.some((row) => row.includes(hit))) return true;
      throw new Error(found.join(' | '));
    });
  };
  /** Asks again and again: what was written to the disk a moment ago is not in the index yet. */
  const untilFound = (query: string, ...wanted: readonly string[]) =>
    until(`${wanted.join(' and ')} among the hits`, async () => {
      const found = await ask(query);
      await window.press('Escape');
      await until('no list', async () => (await window.texts(list)).length === 0);
      if (wanted.every((hit) => found.some((row) => row.includes(hit)))) return true;
      throw new Error(found.join(' | '));
    });
  const active = () => vscode.window.activeTextEditor?.document.uri.path.split('/').at(-1);

  it('lists passages with their places, and opens one with its best sentence selected', async () => {
    await open('notes.md', notes);
    await untilFound('watering tomatoes', 'garden.md:5');
    await search('watering tomatoes', 'garden.md:5');
    const [row = ''] = await window.texts(rows);
    assert.match(row, /Tomatoes[\s\S]*garden\.md:5[\s\S]*Water them in the morning|Plant tomatoes/);
    assert.match((await window.texts(list)).join(), /Search by Meaning · \d+ passages/);
    await window.press('Enter');
    await until('the file', () => active() === 'garden.md');
    const editor = vscode.window.activeTextEditor!;
    assert.match(editor.document.getText(editor.selection), /tomatoes|Water/);
  });

  it('shows what one goes through, and brings back the text, the caret and the tabs of before', async () => {
    const editor = await open('notes.md', notes);
    const caret = putCaret(editor, 'Nobody', 3);
    const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
    const before = tabs();
    await search('tomatoes radishes', 'garden.md');
    assert.equal(active(), 'notes.md', 'nothing is opened while one types');
    await window.press('ArrowDown');
    await until('the preview', () => active() === 'garden.md');
    await window.press('Escape');
    await until('the text of before', () => active() === 'notes.md');
    assert.ok(vscode.window.activeTextEditor?.selection.active.isEqual(caret));
    await until('the tabs of before', () => tabs().join() === before.join());
  });

  it('has the hits of the last query when it is opened again', async () => {
    await search('radishes', 'garden.md:9');
    await window.press('Escape');
    await until('no list', async () => (await window.texts(list)).length === 0);
    await vscode.commands.executeCommand('surprisal.searchByMeaning');
    await until('the hits', async () => (await window.texts(rows)).some((row) => row.includes('garden.md:9')));
  });

  it('says what is wrong with a query', async () => {
    await search('"tomatoes', 'quotation mark');
  });

  it('finds what was just saved', async () => {
    const editor = await open('pier.md', 'Nothing yet.\n');
    files.push(editor.document.uri);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), '\nA walrus was seen at the pier.\n'));
    assert.ok(await editor.document.save());
    await untilFound('walrus', 'pier.md');
  });

  it('puts all hits into a view by file, where they stay and open with a click, until they are cleared', async () => {
    await search('tomatoes radishes', 'garden.md');
    await window.click(`${list} .action-label[aria-label*="Show All"]`);
    await until('the file', async () => (await window.texts(tree)).some((row) => row.includes('garden.md')));
    await until('the hits', async () => (await window.texts(tree)).some((row) => /Radishes are ready/.test(row)));
    await window.click(`${tree}:has-text("Radishes are ready")`);
    await until('the file', () => active() === 'garden.md');
    assert.equal(vscode.window.activeTextEditor?.selection.start.line, 8);
    await vscode.commands.executeCommand('surprisal.refreshSearchResults');
    await until('the hits again', async () => (await window.texts(tree)).some((row) => /Radishes are ready/.test(row)));
    await vscode.commands.executeCommand('surprisal.clearSearchResults');
    await until('the welcome', async () => (await window.texts('.welcome-view')).join().includes('Search by Meaning'));
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('finds by meaning what is said in other words, once there are vectors', async () => {
    await search('seedlings in the ground', 'Nothing found');
    await window.press('Escape');
    await configure('search.embeddingModel', 'auto');
    try {
      await untilFound('seedlings in the ground', 'garden.md:5');
    } finally {
      await configure('search.embeddingModel', 'none');
    }
  });

  it('opens a hit beside what is there', async () => {
    await open('notes.md', notes);
    await search('radishes', 'garden.md');
    await vscode.commands.executeCommand('surprisal.openHitBeside');
    await until('the file beside', () => vscode.window.activeTextEditor?.viewColumn === vscode.ViewColumn.Two);
    assert.equal(active(), 'garden.md');
    assert.equal(vscode.window.visibleTextEditors.length, 2);
  });

  it('ranks by words, or by exact words, at the push of a button, and keeps to that', async () => {
    await search('radish', 'garden.md');
    const title = async () => (await window.texts(`${list} .quick-input-title`)).join();
    await window.click(`${list} .action-label[aria-label*="Switch"]`);
    await until('meaning alone', async () => (await title()).startsWith('Search by Meaning Alone'));
    await window.click(`${list} .action-label[aria-label*="Switch"]`);
    await window.click(`${list} .action-label[aria-label*="Switch"]`);
    await until('exact words', async () => (await title()).startsWith('Search for Exact Words'));
    // There is no “radish” in the singular.
    await until('nothing', async () => (await window.texts(rows)).join().includes('Nothing found'));
    await window.click(`${list} .action-label[aria-label*="Switch"]`);
    await until('the hits again', async () => (await window.texts(rows)).some((row) => row.includes('garden.md')));
  });

  it('has the neural model rank again at the push of a button', async () => {
    await search('tomatoes radishes', 'garden.md');
    const title = async () => (await window.texts(`${list} .quick-input-title`)).join();
    await window.click(`${list} .action-label[aria-label*="Rank the First"]`);
    await until('the title', async () => (await title()).includes('Ranked Again'));
    await until('the hits', async () => (await hits()).some((row) => row.includes('garden.md')));
    await window.click(`${list} .action-label[aria-label*="Rank the First"]`);
    await until('the title of before', async () => !(await title()).includes('Ranked Again'));
  });

  it('looks for related words too at the push of a button, and says which', async () => {
    const work = ['Prune', 'Water', 'Feed', 'Mulch', 'Plant', 'Cover', 'Check', 'Spray', 'Thin', 'Shelter'];
    const when = ['in winter', 'in spring', 'in summer', 'in autumn', 'after rain', 'before frost'];
    const sentences = when.flatMap((time) => work.map((verb) => `${verb} the apple tree ${time}.`));
    const paragraph = (_: unknown, i: number) =>
      sentences.map((_, j) => sentences[(i * 7 + j * 13) % sentences.length]);
    const fruit = make('fruit.md', Array.from({ length: 24 }, (_, i) => paragraph(_, i).join(' ')).join('\n\n'));
    await untilFound('apple', 'fruit.md');
    await search('apple', 'fruit.md');
    const title = async () => (await window.texts(`${list} .quick-input-title`)).join();
    await window.click(`${list} .action-label[aria-label*="Related Words"]`);
    await until('what became of it', async () => /also: |related words/.test(await title()));
    // The words of before are looked for until those of what was written since are learnt.
    await until('related words', async () => {
      await window.press('Escape');
      await until('no list', async () => (await window.texts(list)).length === 0);
      await search('apple', 'fruit.md');
      if (/also: \w+, \w+/.test(await title())) return true;
      throw new Error(await title());
    });
    await window.click(`${list} .action-label[aria-label*="Related Words"]`);
    await until('the title of before', async () => !/also: |related words/.test(await title()));
    // Passages that are nearly the same would be most of those that the next test looks for.
    rmSync(fruit.fsPath);
    await until('the file to be gone', async () => {
      await window.press('Escape');
      await until('no list', async () => (await window.texts(list)).length === 0);
      return (await ask('apple')).every((row) => !row.includes('fruit.md'));
    });
  });

  it('lists passages that are nearly the same', async () => {
    const text =
      'Whoever opens the gate in the morning closes it again at night, before the dog comes home from the hills.';
    make('gate.md', `# Gate\n\n${text}\n`);
    make('fence.md', `# Fence\n\n${text.replace('dog', 'cat')}\n`);
    await untilFound('opens the gate', 'gate.md:3', 'fence.md:3');
    await vscode.commands.executeCommand('surprisal.findDuplicatePassages');
    await until('both', async () => /fence\.md:3[\s\S]*gate\.md:3/.test((await window.texts(tree)).join('\n')));
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('finds passages like the selection', async () => {
    make('balcony.md', 'Water tomatoes in the morning, and plant them in warm soil.\n');
    const editor = await open('notes.md', notes);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'Plant tomatoes in warm soil.\n'));
    editor.selection = new vscode.Selection(0, 0, 0, 27);
    await vscode.commands.executeCommand('surprisal.findSimilarPassages');
    await until('the hit', async () => (await window.texts(rows)).some((row) => row.includes('garden.md')));
    await window.press('Escape');
  });

  it('is paused and resumed, and says so in the status', async () => {
    await open('notes.md', notes);
    const status = async () => {
      await window.hover('[id="status.languageStatus"]');
      return (await window.texts('.hover-language-status')).join(' ');
    };
    await vscode.commands.executeCommand('surprisal.pauseIndexing');
    await until('the status', async () => /Search Index[\s\S]*Paused/.test(await status()));
    await vscode.commands.executeCommand('surprisal.resumeIndexing');
    await until('the status', async () => /Search Index[\s\S]*\d+ files, \d+ passages/.test(await status()));
    await window.hover('.part.titlebar');
  });

  it('rests while Surprisal as a whole is paused', async () => {
    await open('notes.md', notes);
    const status = async () => {
      await window.hover('[id="status.languageStatus"]');
      return (await window.texts('.hover-language-status')).join(' ');
    };
    await vscode.commands.executeCommand('surprisal.pause');
    await until('the status', async () => /Search Index[\s\S]*Paused/.test(await status()));
    await vscode.commands.executeCommand('surprisal.resume');
    await until('the status', async () => /Search Index[\s\S]*\d+ files, \d+ passages/.test(await status()));
    await window.hover('.part.titlebar');
  });

  it('tells what is indexed, and why a file is not', async () => {
    await open('notes.md', notes);
    const shown = vscode.commands.executeCommand('surprisal.showIndexedFiles');
    await until('the list', async () => /notes\.md[\s\S]*is indexed/.test((await window.texts(rows)).join('\n')));
    await window.press('Escape');
    await shown;
  });
});
