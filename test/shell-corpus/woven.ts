/** Scripts woven at random from those of the corpus: joined, nested, read from, repeated, on other files. */

type Draw = <Value>(values: readonly Value[]) => Value;
type Weave = (draw: Draw, part: () => string) => string;

/** The ways in which scripts put commands together. */
const WEAVES: readonly Weave[] = [
  (_draw, part) => `${part()}; ${part()}`,
  (_draw, part) => `${part()}\n${part()}`,
  (draw, part) => `{ ${part()}; } ${draw(['&&', '||'])} ${part()}`,
  (draw, part) => `${part()} ${draw(['&&', '||'])} echo "then $?"`,
  (draw, part) => `{ ${part()}; } | ${draw(FILTERS)}`,
  (draw, part) => `{ ${part()}; } 2>&1 | ${draw(FILTERS)}`,
  (draw, part) => `x=$(${part()}); echo "$? [\${${draw(EXPANDED)}}]"`,
  (_draw, part) => `(${part()}); echo $?`,
  (_draw, part) => `if ${part()}; then echo yes; else echo no; fi`,
  (_draw, part) => `if { ${part()}; } > /dev/null 2>&1; then echo yes; else echo no; fi`,
  (draw, part) => `for i in ${draw(['1 2', 'a "b c"', '*.txt', '{1..3}'])}; do ${part()}; done`,
  (draw, part) => {
    const file = draw(['out1', 'out2', '"an out"']);
    return `{ ${part()}; } > ${file}; cat ${file}`;
  },
  (_draw, part) => `f() { ${part()}; }; f one two; echo $?`,
  (draw, part) =>
    `{ ${part()}; } | while ${draw(['read -r l', 'IFS= read -r l', 'read -r l rest'])}; do echo "<$l>"; done`,
  (draw, part) => `set -${draw(['e', 'u', 'o pipefail'])}; ${part()}; echo "end $?"`,
  (_draw, part) => `! { ${part()}; }; echo $?`,
  (draw, part) => `cd ${draw(['dir', 'dir/sub', '.'])}; ${part()}`,
  (draw, part) => `mapfile -t lines < <(${part()}); echo "\${#lines[@]} \${lines[${draw(['0', '-1', '1'])}]}"`,
  (draw, part) => `${part()} ${draw(['< fruits.txt', '2> err', '> /dev/null', '2>&1', '<<< "a b"', '>> log.txt'])}`,
];

const EXPANDED: readonly string[] = ['x', '#x', 'x^^', 'x%% *', 'x//a/_'];

const FILTERS: readonly string[] = [
  'cat',
  'sort',
  'sort -r',
  'sort -u',
  'uniq -c',
  'head -n 1',
  'head -n -1',
  'tail -n 1',
  'tail -n +2',
  'wc -l',
  'wc',
  'wc -c',
  'tr a-z A-Z',
  'tr -d "\\n"',
  'sed -n 1p',
  "sed 's/a/X/g'",
  "sed '$d'",
  "awk '{print NF, $1}'",
  "awk 'NR==1'",
  'grep -c a',
  'grep -v a',
  'grep -n .',
  'cut -c1-3',
  'cut -d" " -f1',
  'rev',
  'tac',
  'nl',
  'od -c',
  'od -An -tx1',
  'base64',
  'md5sum',
  'xargs echo',
  'xargs -n1 echo',
  'paste -sd,',
  'fold -w 5',
  'tee copy',
  'cat -A',
  'cat -n',
];

/** Files that scripts of the corpus read, each of which may stand for another. */
const FILES: readonly string[] = [
  'fruits.txt',
  'nums.txt',
  'words.txt',
  'table.csv',
  'tabs.tsv',
  'utf8.txt',
  'log.txt',
  'raw.bin',
  '.hidden',
  'data.json',
  'nosuch',
  'dir',
];

/**
 * @param parts scripts of one line.
 * @param seed what the choices follow from.
 * @param count how many are wanted.
 */
export function woven(parts: readonly string[], seed: number, count: number): string[] {
  const draw = drawing(seed);
  const part = (): string => {
    const chosen = draw(parts);
    return draw([true, false]) ? chosen : onOtherFile(chosen, draw(FILES));
  };
  return Array.from({ length: count }, () => nested(draw, part, draw([0, 1, 1, 1, 2])));
}

function nested(draw: Draw, part: () => string, depth: number): string {
  return depth === 0 ? part() : draw(WEAVES)(draw, () => nested(draw, part, depth - 1));
}

function onOtherFile(script: string, file: string): string {
  return script.replace(/\b(?:fruits|nums|words|utf8|log)\.txt\b/, file);
}

/** Numbers of a linear congruential generator, of which the upper bits are good enough here. */
function drawing(seed: number): Draw {
  let state = BigInt(seed) * 2n + 1n;
  return (values) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & ((1n << 64n) - 1n);
    return values[Number(state >> 33n) % values.length] as (typeof values)[number];
  };
}
