/** A bigram model small enough to reckon with by hand; log probabilities to base 10. */
export const tinyArpa = `\\data\\
ngram 1=5
ngram 2=3

\\1-grams:
-1.0\t<unk>
-99\t<s>\t-0.3
-0.5\t</s>
-0.6\tgood\t-0.2
-0.8\tmorning\t-0.1

\\2-grams:
-0.2\t<s> good
-0.3\tgood morning
-0.1\tmorning </s>

\\end\\
`;
