"""Checks of cleaner, extractors and deduplication on samples small enough to read: `build.py --self-check`."""

import struct
import tempfile
import zlib
from pathlib import Path

import clean
import dedupe
from extract import PLACEHOLDER as P
from extract import aiml, comments, descriptions, dialogues, games, gettext, html, markdown, pod, rdata, rst, text, wordnet


def run() -> int:
    """Prints what differs; the exit status is the number of failures, at most 1."""
    failures = [failure for check in CHECKS if (failure := check())]
    for failure in failures:
        print(f"failed: {failure}")
    print(f"{len(CHECKS) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


def _expect(name: str, got: object, wanted: object) -> str | None:
    return None if got == wanted else f"{name}: got {got!r}, wanted {wanted!r}"


def _cleaned(blocks) -> list[str]:
    return [" ".join(sentences) for block in blocks if (sentences := clean.clean(block))]


def inline_elements_neither_glue_nor_split() -> str | None:
    page = b"<p>You can <em>never</em> un<b>lock</b> it with the <a href=x>key</a>, as\nwe said.<br>It is lost.</p>"
    return _expect(
        "inline elements",
        _cleaned(html.extract(page)),
        ["You can never unlock it with the key, as we said. It is lost."],
    )


def inline_code_becomes_one_placeholder() -> str | None:
    page = "<p>All the <code>map</code>s that are made of <code>a</code><code>.b()</code> here don’t ever use <tt>f</tt>()’s key.</p>"
    return _expect(
        "inline code",
        _cleaned(html.extract(page.encode())),
        [f"All the {P} that are made of {P} here don’t ever use {P}’s key."],
    )


def code_navigation_and_headings_are_dropped() -> str | None:
    page = b"<nav>You can go to the next page of this.</nav><h2>What is it?</h2><pre>if it is so: do it.</pre><p>This is the only text that we keep.</p>"
    return _expect("blocks", _cleaned(html.extract(page)), ["This is the only text that we keep."])


def other_languages_and_fragments_are_dropped() -> str | None:
    samples = [
        "Dies ist ein Satz, der nicht auf Englisch ist.",
        "Returns x",
        "foo = bar(1) + 2; the end.",
        "and so it was with the others.",
    ]
    return _expect("fragments", [clean.clean(sample) for sample in samples], [[], [], [], []])


def glued_words_and_mojibake_are_dropped() -> str | None:
    samples = [
        "This is one,two of the words.",
        "It donâ€™t work as you would expect it to.",
        "We saw the end.Then we left the place.",
    ]
    return _expect("glue", [clean.clean(sample) for sample in samples], [[], [], []])


def abbreviations_do_not_end_sentences() -> str | None:
    return _expect(
        "sentences",
        clean.sentences("It works, e.g. Linux does. See Fig. 3 for it. “Is it?” You ask."),
        ["It works, e.g. Linux does.", "See Fig. 3 for it.", "“Is it?”", "You ask."],
    )


def markdown_is_read() -> str | None:
    source = b"# Title\n\n> [!NOTE]\n> You can use [`foo`] and\n> [this](http://x.y) *very* well. :tada:\n\n```\nnot this text.\n```\n"
    return _expect("markdown", _cleaned(markdown.extract(source)), [f"You can use {P} and this very well."])


def rest_is_read() -> str | None:
    source = b"Title\n=====\n\n.. note::\n\n   Use ``x`` with :ref:`this page <p>` or `that one`_ if you can::\n\n       not this one, of course.\n\n.. code-block:: c\n\n   nor is this one.\n\n* It is an item\n  of two lines.\n"
    return _expect(
        "rst",
        _cleaned(rst.extract(source)),
        [f"Use {P} with this page or that one if you can:", "It is an item of two lines."],
    )


def pod_is_read() -> str | None:
    source = b"=head1 NAME\n\nYou B<must> call C<< $x->y >> and see L<the manual|perl> for it.\n\n  code of the day.\n"
    return _expect("pod", _cleaned(pod.extract(source)), [f"You must call {P} and see the manual for it."])


def documentation_comments_are_read() -> str | None:
    source = b"//! This is a crate\n//! that you will like.\n// This one is not for you.\nfn a() {}\n/// ```\n/// nor is this.\n/// ```\nfn b() {}\n"
    return _expect("rust", _cleaned(comments.extract_rust(source)), ["This is a crate that you will like."])


def text_marks_hyphens_at_line_ends() -> str | None:
    blocks = text.paragraphs(
        "This is a long para-\ngraph that we do not keep. It has\nan end that we keep.\n\n  x   y   z\n  1   2   3\n"
    )
    return _expect("text", _cleaned(blocks), ["It has an end that we keep."])


def glosses_are_parted() -> str | None:
    line = b'0001 00 n 01 dog 0 000 | a small animal; kept at home; "the dog barked at me"\n'
    return _expect(
        "wordnet",
        (list(wordnet.definitions(line)), list(wordnet.examples(line))),
        (["a small animal", "kept at home"], ["the dog barked at me"]),
    )


def game_texts_are_read() -> str | None:
    wml = list(games.extract_wml(b'message= _ "speech^Who said ""go""?"'))
    crawl = list(games.extract_crawl(b"%%%%\nAgnes\n\nShe is old\nand wise.\n%%%%\n"))
    return _expect("games", (wml, [line.strip() for line in crawl]), (['Who said "go"?'], ["She is old and wise."]))


def more_game_texts_are_read() -> str | None:
    fillets = list(dialogues.extract_fillets(b'dialogId("a-b", "font_big", "He said \\"no\\" to me.")\n'))
    gearhead = list(dialogues.extract_gearhead(b"\tMsg1 <I know the way.>\n\tMsg2 <You owe me \\VAL V1 .>\n"))
    table = b"SCOUT_DESC\nA small ship.\n\nOWNED\nIt is of %1%.\n\nNONE\n\nSTORY\n'''We came.\n\nWe left.'''\n"
    strings = [string for string in dialogues.extract_string_table(table) if string]
    return _expect("more games", (fillets, gearhead, strings), (['He said "no" to me.'], ["I know the way."], ["A small ship.", "We came.", "We left."]))


def message_catalogues_give_their_originals() -> str | None:
    messages = [b"", b"menu\x04We have to go there now.\n\nThey are all here now.\0We have to go twice.", b"%s is gone."]
    at = 28 + 8 * len(messages)
    table, strings = b"", b""
    for message in messages:
        table += struct.pack("<II", len(message), at + len(strings))
        strings += message + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, len(messages), 28, 0, 0, 0)
    return _expect("catalogue", _cleaned(gettext.extract(header + table + strings)), ["We have to go there now.", "They are all here now."])


def character_vectors_are_read() -> str | None:
    lines = [b"It is a truth that is known", b"to all--and to me.", b"", b"She was there as well."]
    vector = b"".join(struct.pack(">II", 9, len(line)) + line for line in lines)
    serialized = b"X\n" + struct.pack(">4I", 3, 0, 0, 5) + b"UTF-8" + struct.pack(">II", 16, len(lines)) + vector
    packed = struct.pack(">I", len(serialized)) + zlib.compress(serialized)
    wanted = ["It is a truth that is known to all -- and to me.", "She was there as well."]
    return _expect("character vector", _cleaned(rdata.extract(packed * 2)), wanted * 2)


def answers_are_read() -> str | None:
    dialogue = (
        b"<category><pattern>WHO ARE YOU</pattern><template><random><li>They were <em>never</em> here with us.</li>"
        b"<li>I know you, <star/>.</li></random><think>It is not said.</think></template></category>"
    )
    return _expect("answers", _cleaned(aiml.extract(dialogue)), ["They were never here with us."])


def books_are_read_between_their_marks() -> str | None:
    book = (
        b"This is for the use of all.\n\n*** START OF THIS PROJECT GUTENBERG EBOOK A ***\n\nHe was the first--so\n"
        b"they said.\n\nEnd of Project Gutenberg's A\n\nThis is not of the book.\n"
    )
    return _expect("book", _cleaned(text.extract_book(book)), ["He was the first -- so they said."])


def explanations_are_read() -> str | None:
    tag = b"Tag: x\nExplanation: The package is\n not as it should be.\n .\n It is old.\nSee-Also: y\n"
    return _expect("lintian", _cleaned(descriptions.extract_lintian(tag)), ["The package is not as it should be."])


def repeated_sentences_are_kept_once() -> str | None:
    seen = dedupe.SeenSentences(dedupe.Vocabulary())
    first = seen.first_met(["The value of version 3.10 is used by all of the others here.", "It is so."])
    second = seen.first_met(["The value of version 3.11 is used by all of the others here!", "It was so."])
    near = seen.first_met(["Still, the value of version 3.11 is used by all of the others here."])
    return _expect("duplicates", (len(first), second, near), (2, ["It was so."], []))


def excluded_text_is_found_through_tokenisation_and_json() -> str | None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.jsonl").write_text(
            '{"good": "we do n\'t know how many of the words it takes `x` to be the same"}\n'
        )
        exclusion = dedupe.Exclusion(dedupe.Vocabulary(), Path(folder))
        hit = exclusion.touches(f"So we don’t know how many of the words it takes {P} to be the same, then.")
        miss = exclusion.touches("So we know how many of the words it takes to be the same, then and now.")
    return _expect("exclusion", (hit, miss), (True, False))


CHECKS = [
    inline_elements_neither_glue_nor_split,
    inline_code_becomes_one_placeholder,
    code_navigation_and_headings_are_dropped,
    other_languages_and_fragments_are_dropped,
    glued_words_and_mojibake_are_dropped,
    abbreviations_do_not_end_sentences,
    markdown_is_read,
    rest_is_read,
    pod_is_read,
    documentation_comments_are_read,
    text_marks_hyphens_at_line_ends,
    glosses_are_parted,
    game_texts_are_read,
    more_game_texts_are_read,
    message_catalogues_give_their_originals,
    character_vectors_are_read,
    answers_are_read,
    books_are_read_between_their_marks,
    explanations_are_read,
    repeated_sentences_are_kept_once,
    excluded_text_is_found_through_tokenisation_and_json,
]
