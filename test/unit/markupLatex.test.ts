import assert from 'node:assert/strict';
import { loadParsers } from '../../server/src/platform/parsers';
import { LatexMask, maskLatex } from '../../server/src/text/markup/latex/latex';
import type { LatexParser } from '../../server/src/text/markup/parsers';
import type { MaskedDocument } from '../../server/src/text/maskedDocument';
import { readBlocks } from '../support/maskedBlocks';

let parser: LatexParser;
const blocks = (source: string): string[] => readBlocks(maskLatex(source, parser));
const document = (body: string): string[] =>
  blocks(`\\documentclass{article}\n\\begin{document}\n${body}\n\\end{document}\n`);

describe('LaTeX', () => {
  before(async () => {
    parser = (await loadParsers(['latex'])).latex!;
  });

  it('has prose between the beginning and the end of the document, and in the title', () => {
    assert.deepEqual(
      blocks(String.raw`\documentclass[12pt]{article}
\usepackage{amsmath}
\newcommand{\sea}{the open sea}
\title{A Walk Along the Coast}
\author{Jane Doe}
\begin{document}
\maketitle
The tide was out.
\end{document}
Nobody reads this.`),
      ['heading: A Walk Along the Coast', 'paragraph: The tide was out.'],
    );
  });

  it('reads a file without a document environment as a chapter', () => {
    assert.deepEqual(blocks('\\chapter{The Harbour}\n\nBoats lay idle.\n\nRain fell.'), [
      'heading: The Harbour',
      'paragraph: Boats lay idle.',
      'paragraph: Rain fell.',
    ]);
  });

  it('has no prose in a package', () => {
    assert.deepEqual(blocks('\\ProvidesPackage{harbour}\n\\def\\boat{An old boat}\nSome words here.'), []);
  });

  it('keeps the words of emphasis and sees headings', () => {
    assert.deepEqual(
      document(String.raw`\section*{On \emph{Old} Boats}\label{sec:boats}
They are \textbf{very} old, un\textit{believ}able even.`),
      ['heading: On Old Boats', 'paragraph: They are very old, unbelievable even.'],
    );
  });

  it('takes citations, references, code and formulas for nouns', () => {
    assert.deepEqual(
      document(
        String.raw`As \citet[p.~3]{doe2001} shows in Figure~\ref{fig:a}, $x^2$ and \(y\) fit \verb|a{b|, \texttt{run} and \url{http://a.org/~b}.`,
      ),
      ['paragraph: As ◆ shows in Figure ◆, ◆ and ◆ fit ◆, ◆ and ◆.'],
    );
  });

  it('lets a displayed formula go on its sentence, and end it', () => {
    assert.deepEqual(
      document(String.raw`We have
\begin{equation}
  a = b, \label{eq:a}
\end{equation}
where $b$ is known. Then
\[ c = d. \]
This follows.`),
      ['paragraph: We have ◆, where ◆ is known. Then ◆. This follows.'],
    );
  });

  it('leaves out comments with their line break', () => {
    assert.deepEqual(document('A bro%\n  ken word. % a note\n% a whole line\nMore at 50\\% off.'), [
      'paragraph: A broken word. More at 50% off.',
    ]);
  });

  it('reads accents, ligatures, escapes and spaces as the characters they print', () => {
    assert.deepEqual(
      document(
        String.raw`Caf\'e, na\"{\i}ve, gar\c{c}on, \OE uvre: ` +
          "``quoted'' -- or --- so; R\\&D, 5\\,km, Dr.~Who\\ldots",
      ),
      ['paragraph: Café, naïve, garçon, Œ uvre: “quoted” – or — so; R&D, 5 km, Dr. Who…'],
    );
  });

  it('keeps an accented word in one piece in the source', () => {
    const source = String.raw`A caf\'{e}s story.`;
    const { text } = maskLatex(source, parser);
    assert.equal(text.replaceAll('\uE000', ''), 'A cafés story.');
    assert.equal(text.indexOf('s story'), source.indexOf('s story'));
  });

  it('makes each item of a list a block', () => {
    assert.deepEqual(
      document(String.raw`We need:
\begin{itemize}
  \item a rope,
  \item[$\ast$] an anchor.
\end{itemize}
\begin{description}
  \item[Rope] Something to pull.
\end{description}
That is all.`),
      [
        'paragraph: We need:',
        'listItem: a rope,',
        'listItem: an anchor.',
        'listItem: Something to pull.',
        'paragraph: That is all.',
      ],
    );
  });

  it('has captions and cells of prose in figures and tables, and nothing else', () => {
    assert.deepEqual(
      document(String.raw`\begin{table}[ht]
  \centering
  \caption[Short]{Boats by \emph{age}.}
  \begin{tabular}{l|r}
    \hline
    Name & Years afloat \\ \hline
    \multicolumn{2}{c}{Both gone} \\
  \end{tabular}
\end{table}
\begin{tikzpicture} \node {no prose}; \end{tikzpicture}
\begin{lstlisting}
no prose { here
\end{lstlisting}
After it.`),
      [
        'caption: Boats by age.',
        'tableCell: Name',
        'tableCell: Years afloat',
        'tableCell: Both gone',
        'paragraph: After it.',
      ],
    );
  });

  it('takes a note at the end of a sentence for a text of its own and leaves out one inside', () => {
    assert.deepEqual(
      document(String.raw`The sea rose.\footnote{It often does.} We left\footnote{In haste.}.
The boat\footnote{an old one} sank.`),
      [
        'paragraph: The sea rose.',
        'paragraph: It often does.',
        'paragraph: We left',
        'paragraph: In haste.',
        'paragraph: The boat sank.',
      ],
    );
  });

  it('takes macros of the writer for nouns, or for dressing when they hold a text', () => {
    assert.deepEqual(
      document(
        String.raw`We use \toolname{} and \pkg{alpha} here. \note{This part is still open.} \vspace{3pt}\noindent Fine.`,
      ),
      ['paragraph: We use ◆ and ◆ here. This part is still open. Fine.'],
    );
  });

  it('reads those arguments of such a macro that look like text', () => {
    assert.deepEqual(document(String.raw`It is \marked{blue}{as old as the sea} and \setup{a=b} gone.`), [
      'paragraph: It is as old as the sea and gone.',
    ]);
  });

  it('reads links, quotations and colours by their text', () => {
    assert.deepEqual(
      document(
        String.raw`See \href{http://a.org/x_y}{the page}, \enquote{so to say}, in \textcolor{red}{red \textsc{ink}}, or \texorpdfstring{this}{that}.`,
      ),
      ['paragraph: See the page, “so to say”, in red ink, or this.'],
    );
  });

  it('survives what does not close', () => {
    assert.deepEqual(document('\\section{Open\n\nText } with \\emph{more \\begin{quote} words $5 here.'), [
      'heading: Open',
      'paragraph: Text with more',
      'quote: words 5 here.',
    ]);
  });

  it('knows the verbatim environments that the document defines, and does not end with an example of a document', () => {
    assert.deepEqual(
      blocks(String.raw`\documentclass{article}
\lstnewenvironment{code}{}{}
\begin{document}
Before.
\begin{code}
no $ prose { here
\end{code}
\begin{quote}
\begin{document}
An example.
\end{document}
\end{quote}
After.
\end{document}
Not this.`),
      ['paragraph: Before.', 'quote: An example.', 'paragraph: After.'],
    );
  });

  it('tells macros that begin like verbatim ones from those', () => {
    assert.deepEqual(
      document('We \\verbatiminput{a.txt} are here, and\n\\verbose on.\n\n\\begingroup It ends.\\endgroup'),
      ['paragraph: We are here, and ◆ on.', 'paragraph: It ends.'],
    );
  });

  it('reads a comment in a file with carriage returns as in one without', () => {
    assert.deepEqual(document('One line % a note\r\ngoes on,\r\n% a whole line\r\nto here.\r\n\r\nThe next.'), [
      'paragraph: One line goes on, to here.',
      'paragraph: The next.',
    ]);
  });

  it('takes the label of an item, after a space too, and that of a row for no prose', () => {
    assert.deepEqual(
      document('\\begin{enumerate}\\item [(a)] First.\n\\item[(b)] Second.\\\\[2pt] More.\\end{enumerate}'),
      ['listItem: First.', 'listItem: Second. More.'],
    );
  });

  it('reads a note of several paragraphs', () => {
    assert.deepEqual(document('The end.\\footnote{It was long.\n\nVery long \\verb|a}b|.}\n\nMore.'), [
      'paragraph: The end.',
      'paragraph: It was long.',
      'paragraph: Very long ◆.',
      'paragraph: More.',
    ]);
  });

  it('leaves out what nests too deeply for any reader, and goes on after it', () => {
    const deep = `${'{'.repeat(50_000)}deep${'}'.repeat(50_000)}`;
    assert.deepEqual(document(`Before.\n\n${deep}\n\nAfter.`), ['paragraph: Before.', 'paragraph: After.']);
  });

  it('goes on with a sentence through a paragraph that is parsed in pieces', () => {
    const sentence = 'The tide of $a\n+ b$ and \\emph{old\nboats} rose, ';
    const [read, ...others] = document(`${sentence.repeat(400)}and fell.`);
    assert.deepEqual(others, []);
    assert.equal(read, `paragraph: ${'The tide of ◆ and old boats rose, '.repeat(400)}and fell.`);
  });

  it('hands the parser pieces of bounded length, and after an edit only the one that the edit touched', () => {
    const lengths: number[] = [];
    const mask = new LatexMask({
      ...parser,
      parse: (source) => {
        lengths.push(source.length);
        return parser.parse(source);
      },
    });
    const update = (source: string): MaskedDocument => {
      lengths.length = 0;
      for (const steps = mask.update(source); ; ) {
        const { done, value } = steps.next();
        if (done === true) return value;
      }
    };
    const paragraphs = Array.from({ length: 100 }, (_, index) => `Paragraph ${index} is \\emph{here}. `.repeat(index));
    update(`{${paragraphs.join('\n\n')}`);
    assert.ok(Math.max(...lengths) < 5000);
    paragraphs[50] += 'It grew.';
    const edited = `{${paragraphs.join('\n\n')}`;
    assert.deepEqual(update(edited), maskLatex(edited, parser));
    assert.deepEqual(lengths, [paragraphs[50]!.length]);
  });
});
