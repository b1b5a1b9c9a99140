/**
 * Whether a comment's line is code that was commented out. A heuristic on marks that prose lacks; what has a run of
 * plain words long enough for a sentence is prose whatever its marks.
 */
export const isCommentedCode = (text: string): boolean => {
  // What a writer set apart as code is quoted in prose.
  const line = text.includes('`') ? text.replace(/`[^`]*`/g, 'It') : text;
  if (line.length > 400) return !/[a-z] [a-z]+ [a-z]/.test(line.slice(0, 400));
  const words = longestWordRun(line);
  if (words >= 6) return false;
  if (strong.some((pattern) => pattern.test(line))) return true;
  return words < 4 && !/[\w)]\.$/.test(line) && weak.some((pattern) => pattern.test(line));
};

/** What hardly ever ends or makes up a line of prose. */
const strong: readonly RegExp[] = [
  // A statement's, a block's or an argument's end.
  /(?:\w[([]|[=<>[{'"]|->|\w\.\w).*[\w)\]"'}+-];$/,
  /^(?:(?:return|throw|goto|const|let|var|import|using|package|use|delete|new|yield) [\w.]+|return|break|continue|\w+);$/,
  /(?:^|[)\w\s>=(])[{}]$/,
  /^[})\]]+[;,.]*$/,
  /\w\(\s*$/,
  // An assignment: `name = value`, `a.b[c] += value`, `let x: T = value`.
  /^(?:(?:const|let|var|auto|final|static|local|export|my|int|char|bool|float|double|size_t|unsigned|long) )?[\w$@][\w.$[\]'"@]*(?:: ?[\w<>[\]., |]+)? ?(?:[-+*/|&^%.?:]|<<|>>)?= ?\S(?!.*\w\.$)/,
  // A call and nothing else.
  /^(?:await |return |throw |new |yield |del |print |raise |defer |go |assert )?[\w$@][\w.$:>-]*\(.*\)(?:[;,:]|\.\w+\(.*\)| \{)*$/,
  // A control statement's head.
  /^(?:if|while|for|switch|elif|elsif|catch|foreach) ?\(.*\)(?: ?\{| \w.*;)?$/,
  /^for \w+(?:, ?\w+)* in [\w.()[\]]+ ?[:{]?$/,
  /^(?:if|elif|while|with|except|elsif|unless) (?:not )?[\w.]+(?:\(.*\))?(?: (?:[<>=!]=?|==|is|in|as|and|or) \S+)*:$/,
  /^(?:def|fn|func|function|class|struct|impl|interface|enum|trait|pub|module|namespace) ?\w+ ?[<([{:]/,
  /^(?:async |public |private |protected |static |abstract |virtual |override |inline |extern |pub )+[\w<>[\],:* ]+\(.*\)/,
  /^(?:import|from) [\w.*{},@ ]+(?: (?:from|import|as) \S+)?(?<![.:])$/,
  /^#\s*(?:include|define|undef|ifdef|ifndef|endif|elif|pragma)\b/,
  /^(?:using|use|package) [\w.:\\]+;?$/,
  /^@\w[\w.]*\(.*\)$/,
  /^<\/?[A-Za-z][^<>]*>.*<\/[A-Za-z]+>$/,
  /^<\/?[A-Z][^<>]*\/?>$/,
  // A shell's prompt, an interpreter's prompt.
  /^(?:\$|%|>>>|\.\.\.|irb>|>) \S/,
];

/** Marks that prose may have once in a while. */
const weak: readonly RegExp[] = [
  /(?:[=!]==?|&&|\|\||=>|\+\+|[-+*/|&^]=|<=|>=|->\w|\w::\w)/,
  /^(?:return|throw|raise|yield|await|new|delete|goto|break|continue|echo|exit|print) ?[^\s\w]/,
  /^["'].*["'],?$/,
  /^["']?[\w-]+["']?: .*,$/,
  /^[\w.-]+(?: -{1,2}[\w-]+(?:[= ]\S+)?)+/,
  /^\S*[(){}[\]<>=;|&^%$]\S*[(){}[\]<>=;|&^%$]\S*$/,
];

const plainWord = /^[("'“‘]?[A-Za-z][a-z]*(?:['’-][A-Za-z]+)*[,.:;!?)"'”’]*$/;
const codeWord =
  /^(?:const|let|var|return|new|void|int|char|unsigned|static|final|public|private|protected|class|def|func|function|import|from|in|not|and|or|is|if|else|elif|for|while)$/;

/** Words in a row that are letters alone; keywords do not lengthen a run. */
const longestWordRun = (line: string): number => {
  let longest = 0;
  let run = 0;
  for (const piece of line.split(/\s+/)) {
    if (!plainWord.test(piece)) run = 0;
    else if (!codeWord.test(piece)) run++;
    if (run > longest) longest = run;
  }
  return longest;
};
