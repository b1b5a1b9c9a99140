"""From raw blocks to running English: normalisation, sentence splitting, and which sentences are kept.

A sentence is kept or dropped whole, and nothing in it is rewritten beyond white space, Unicode composition and the
placeholder: spelling, capitals, quotes and punctuation stay as the author wrote them. Doubtful sentences are dropped,
since a glued or split word costs a spelling model more than a lost sentence.
"""

import re
import unicodedata

from extract import BREAK_HYPHEN, PLACEHOLDER

FUNCTION_WORDS = frozenset(
    """a about above after again all also although always an and any are as at be because been before being below
    between both but by can cannot could did do does doing don't during each either else even every few for from had
    has have having he her here him his how however i if in into is isn't it it's its itself just let's like many may
    me might more most much must my neither never no nor not now of off on once one only onto or other our out over
    own same she should since so some such than that that's the their them then there these they this those though
    through thus to too two under until up upon us used using very via was we were what when where whether which while
    who whom whose why will with within without would yet you you'll you're your yourself""".split()
)

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00b6]")
SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
P = PLACEHOLDER
GLUED_TO_PLACEHOLDER = re.compile(rf"[^\s(\"'“‘\[—–/{P}-]*{P}[^\s)\"'”’.,;:!?\]—–/{P}-]*")
PLACEHOLDER_CALL = re.compile(rf"{P}\([^()\s]*\)|[\w.:>-]+\({P}\)")
PLACEHOLDER_SUFFIX = re.compile(rf"{P}[.:/][^\s)\"'”’,;!?\]]+")
PLACEHOLDER_RUN = re.compile(rf"{P}(?:[ /|=.:]*{P})+")
BRACKETED_PLACEHOLDER = re.compile(rf"\[[\s\"“‘'`]*{P}[\s\"”’'`]*\](?:\([^)\s]*\)|\[[^\]]*\])?")
QUOTED_PLACEHOLDER = re.compile(rf"[\"“‘'`]{P}[\"”’'`]|<{P}>|`{P}`")
EMPTY_BRACKETS = re.compile(r"\s+[(\[]\s*[,;]?\s*[)\]]")
SPACE_BEFORE_MARK = re.compile(rf"(?<=[\w{P})\]\"”’])\s+([,.;:!?])(?=\s|$)")
SPACE_IN_BRACKETS = re.compile(r"(?<=[(\[])\s+|\s+(?=[)\]])")

ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|al|approx|resp|incl|viz|eg|ie|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|No|Vol|Fig|Sec|Ch|Eq|Ref"
    r"|pp|p|ed|eds|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)|\b[A-Z])\.$"
)
BOUNDARY = re.compile(rf"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9{P}\u00c0-\u00de])")

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*")
SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]]*$")
SENTENCE_START = re.compile(rf"[\"'“‘(\[]*[A-Z0-9{P}\u00c0-\u00de]")
SYMBOL = re.compile(r"[<>=|\\~^_$#*@+`&§†‡•·→←↔⇒∈∀∃≤≥≠×÷√∑∏∫∞\u2190-\u2bff\u0370-\u03ff]")
GLUED = re.compile(
    r"[a-z]{2}[,;!?][A-Za-z]{2}"  # word,word
    r"|[a-z][.][A-Z][a-z]+\b(?![.(])"  # word.Next
    r"|[a-z][)\]][A-Za-z]{3}|[a-z]{3}\([a-z]{3,}\s"  # )word, word(
    r"|[a-z][”\"][a-z]{2}"
)
BROKEN = re.compile(
    r"Ã[\u0080-\u00bf¤-¿]|â€|Â[ \u00a0-\u00bf]|\ufffd|[\u0080-\u009f\u0000-\u0008\u000b-\u001d]"
    r"|\\[a-zA-Z]{2,}|\$\$|&[a-z]+;|&#|</?[a-z]+|[{}]|%%|\[\[|\]\]|::=|\?\?\?|\.{5}|_{3}|-{4}"
    r"|https?:|www\.|\w@\w|“[^”]*“|``|''"
    r"|[a-z]- (?!(?:and|or|to|but|nor|vs)\b)[a-z]"  # a word broken at a line's end
    rf"|[^\W\d_]{P}|{P}[^\W\d_]|\(\s*\.|,\s*,|\b(?:n|v|vt|vi|adj|adv|interj|abbrev)\.$|\(\s*,|[,;]\s*\.$"
)
OTHER_SCRIPT = re.compile(r"[^\W\d_a-zA-Z\ue001]")
LICENCE_HINTS = (
    "copyright",
    "licen",
    "reserved",
    "warrant",
    "redistrib",
    "permission is",
    "merchant",
    "gnu ",
    "is free",
    "last ",
)
"""Cheap to look for before `LICENCE` is."""
LICENCE = re.compile(
    r"\b(?:copyright|licen[cs]ed under|all rights reserved|without warranty|redistribut\w+|permission is (?:hereby )?"
    r"granted|merchantability|GNU (?:General|Free|Lesser)|this program is free|last (?:updated|modified))\b",
    re.IGNORECASE,
)
CONTRACTION_SPLIT = re.compile(r" (?:n['’]t|['’](?:s|re|ve|ll|d|m))\b")
MAX_SENTENCE_WORDS = 90
MAX_WORD_LETTERS = 25


def normalise(block: str) -> str:
    """One line of NFC text with single spaces, and the placeholder standing free of what code was glued to it."""
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", block).translate(LIGATURES))
    text = SPACES.sub(" ", text).strip()
    if PLACEHOLDER in text:
        text = BRACKETED_PLACEHOLDER.sub(PLACEHOLDER, text)
        text = QUOTED_PLACEHOLDER.sub(PLACEHOLDER, text)
        text = PLACEHOLDER_CALL.sub(PLACEHOLDER, text)
        text = GLUED_TO_PLACEHOLDER.sub(PLACEHOLDER, text)
        text = PLACEHOLDER_SUFFIX.sub(PLACEHOLDER, text)
        text = PLACEHOLDER_RUN.sub(PLACEHOLDER, text)
    text = EMPTY_BRACKETS.sub("", text)
    text = SPACE_BEFORE_MARK.sub(r"\1", text)
    return SPACE_IN_BRACKETS.sub("", text)


def sentences(text: str) -> list[str]:
    """Sentences of a normalised paragraph; their join by one space gives the paragraph back."""
    found: list[str] = []
    start = 0
    for match in BOUNDARY.finditer(text):
        head = text[start : match.end()].rstrip()
        if ABBREVIATION.search(head):
            continue
        found.append(head)
        start = match.end()
    if start < len(text):
        found.append(text[start:].strip())
    return found


def is_running_english(sentence: str, fragments: bool = False) -> bool:
    """Whether a sentence is whole, English and prose. `fragments` admits dictionary glosses: no capital, no full stop."""
    words = WORD.findall(sentence)
    count = len(words)
    if count < 3 or count > MAX_SENTENCE_WORDS:
        return False
    if not fragments and (not SENTENCE_END.search(sentence) or not SENTENCE_START.match(sentence)):
        return False
    function_words = sum(1 for word in words if word.lower().replace("’", "'") in FUNCTION_WORDS)
    if function_words < (1 if fragments else max(1, 0.2 * count)):
        return False
    placeholders = sentence.count(PLACEHOLDER)
    if placeholders > 0.3 * count + 0.5:
        return False
    letters = sum(len(word) for word in words)
    if letters < 0.68 * (len(sentence) - placeholders) or sum(map(str.isupper, sentence)) > 0.3 * letters:
        return False
    if len(SYMBOL.findall(sentence)) > (1 if count < 15 else 2):
        return False
    if sentence.count("(") != sentence.count(")") or sentence.count("[") != sentence.count("]"):
        return False
    if sentence.count('"') % 2 or sentence.count("“") != sentence.count("”"):
        return False
    if BREAK_HYPHEN in sentence or len(OTHER_SCRIPT.findall(sentence)) > 4:
        return False
    if any(len(part) > MAX_WORD_LETTERS for word in words if len(word) > MAX_WORD_LETTERS for part in word.split("-")):
        return False
    folded = sentence.lower()
    if any(hint in folded for hint in LICENCE_HINTS) and LICENCE.search(sentence):
        return False
    return not (BROKEN.search(sentence) or GLUED.search(sentence) or CONTRACTION_SPLIT.search(sentence))


def clean(block: str, fragments: bool = False) -> list[str]:
    """The kept sentences of a raw block, in order; empty if it holds no running English."""
    text = normalise(block)
    if len(text) < 15:
        return []
    return [sentence for sentence in sentences(text) if is_running_english(sentence, fragments)]
