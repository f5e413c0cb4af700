// @ts-check
// The mutants of a source file, found by rule: each check taken away, each bound moved by one.
//
//   if (C) ...             C never holds; and, unless what follows is a refusal, C always holds
//   C or return of A && B  without A; without B; likewise ||
//   return C; of a bool    always true; always false
//   C ? a : b              the other one
//   a < b, <=, >, >=       the bound itself in, or out
//   TRY(check); x.refuse(..); x.take(..); check_..(..);    without it
//   any statement of a function named process_.. or apply_..    without it
//
// Formatting is clang-format's, which the rules lean on: operators have spaces around them, functions begin their line.

// All mutants of a file are compiled at once: each sits in its place as a choice that is made when the program runs, by
// the number in the environment's CLEARMARGIN_MUTANT.

/** @typedef {"true" | "false" | "not" | "bound" | "nothing"} Change */
/** @typedef {{ id: string, line: number, start: number, end: number, change: Change }} Mutant  of what is in [start, end) */

/** The same text with comments, strings and preprocessor lines blanked. @param {string} source */
export function masked(source) {
  const blank = (/** @type {string} */ found) => found.replace(/[^\n]/g, " ");
  const literal = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'|^#[^\n]*/gm;
  return source.replace(literal, (found) => (/^["']/.test(found) ? found[0] + blank(found.slice(1, -1)) + found[0] : blank(found)));
}

const closing = new Map([["(", ")"], ["[", "]"], ["{", "}"]]);

/** The place behind the bracket that closes the one at `open`. @param {string} text @param {number} open */
function behind(text, open) {
  /** @type {string[]} */
  const stack = [];
  for (let i = open; i < text.length; ++i) {
    const close = closing.get(text[i] ?? "");
    if (close !== undefined) stack.push(close);
    else if (text[i] === stack.at(-1)) stack.pop();
    if (stack.length === 0) return i + 1;
  }
  throw new Error(`nothing closes the bracket at ${open}`);
}

/** The places in [start, end) where `token` stands outside all brackets. @param {string} text @param {number} start @param {number} end @param {string} token */
function placesOf(text, start, end, token) {
  const places = [];
  for (let i = start; i < end; ++i) {
    if (closing.has(text[i] ?? "")) i = behind(text, i) - 1;
    else if (text.startsWith(token, i)) places.push(i);
  }
  return places;
}

/** [start, end) without blanks at its ends. @param {string} text @param {number} start @param {number} end @returns {[number, number]} */
function trimmed(text, start, end) {
  while (start < end && /\s/.test(text[start] ?? "")) ++start;
  while (start < end && /\s/.test(text[end - 1] ?? "")) --end;
  return [start, end];
}

/** @param {string} text @param {number} start @param {number} end @param {string} token @returns {[number, number][]} */
function split(text, start, end, token) {
  const cuts = placesOf(text, start, end, token);
  const starts = [start, ...cuts.map((cut) => cut + token.length)];
  return starts.map((from, i) => trimmed(text, from, cuts[i] ?? end));
}

/** The end of the statement that begins at `start`, behind its semicolon or brace. @param {string} text @param {number} start */
function endOfStatement(text, start) {
  if (text[start] === "{") return behind(text, start);
  const place = placesOf(text, start, text.length, ";")[0];
  if (place === undefined) throw new Error(`no end of the statement at ${start}`);
  return place + 1;
}

const refusals = /^(\{\s*)?return\s*(\(?!|.*\b(refuse\w*|refused|refusal|malformed|at_element)\b|false|std::nullopt|expected\b|"|no_)/s;

class Finder {
  /** @param {string} file @param {string} source */
  constructor(file, source) {
    this.file = file;
    this.source = source;
    this.text = masked(source);
    /** @type {Mutant[]} */
    this.mutants = [];
    /** @type {Map<string, number>} */
    this.seen = new Map();
    this.functions = [...this.text.matchAll(/^(?: {4})?(?!return|if|for|while|else|switch|using|namespace|struct|class|TRY)(?=\S)([\w:<>*&,\[\] ]*?[\s*&>])?((?:[\w~]+::)*[\w~]+|operator\S+)\([^;{]*\{(?:$|[^\n]*\}$)/gm)];
    this.bodies = this.functions.map((found) => {
      const open = this.text.indexOf("{", found.index);
      return /** @type {[number, number]} */ ([open, behind(this.text, open)]);
    });
    const loops = [...this.text.matchAll(/\bfor \(/g)].map((found) => found.index + 4);
    this.loopHeads = loops.map((open) => /** @type {[number, number]} */ ([open, behind(this.text, open)]));
  }

  /** @param {number} place */
  functionAt(place) {
    const found = this.functions.filter(({ index }) => index <= place).at(-1);
    return { returns: (found?.[1] ?? "").trim(), name: found?.[2] ?? "" };
  }

  /** @param {string} what @param {number} start @param {number} end @param {Change} change */
  add(what, start, end, change) {
    const { name } = this.functionAt(start);
    const id = `${this.file} | ${name} | ${what.replace(/\s+/g, " ")}`;
    const count = (this.seen.get(id) ?? 0) + 1;
    this.seen.set(id, count);
    const line = this.source.slice(0, start).split("\n").length;
    this.mutants.push({ id: count === 1 ? id : `${id} #${count}`, line, start, end, change });
  }

  /** @param {number} start @param {number} end */
  code(start, end) {
    return this.source.slice(start, end);
  }

  /** The operands of && and || in [start, end), at every depth of plain parentheses. @param {number} start @param {number} end */
  operands(start, end) {
    const neutral = /** @type {const} */ ([["||", "false"], ["&&", "true"]]);
    for (const [token, change] of neutral) {
      const parts = split(this.text, start, end, token);
      if (parts.length < 2) continue;
      for (const [from, to] of parts) {
        this.add(`${this.code(start, end)} -> without ${this.code(from, to)}`, from, to, change);
        this.operands(from, to);
      }
      return;
    }
    const inner = this.text.slice(start, end).match(/^!?\(/);
    const open = start + (inner?.[0].length ?? 0) - 1;
    if (inner !== null && behind(this.text, open) === end) this.operands(open + 1, end - 1);
  }

  conditions() {
    for (const { index } of this.text.matchAll(/\bif \(/g)) {
      const open = index + 3;
      const close = behind(this.text, open);
      const parts = split(this.text, open + 1, close - 1, ";");
      const [start, end] = parts.at(-1) ?? [open + 1, close - 1];
      const [body] = trimmed(this.text, close, this.text.length);
      const refuses = refusals.test(this.source.slice(body, endOfStatement(this.text, body)));
      const shown = this.code(index, close);
      const declares = parts.length === 1 && /^[\w:<>* ]+\w = [^=]/.test(this.text.slice(start, end));
      this.add(`${shown} -> never`, start, end, "false");
      if (!refuses && !declares) this.add(`${shown} -> always`, start, end, "true");
      if (!declares) this.operands(start, end);
    }
  }

  returns() {
    for (const { index } of this.text.matchAll(/\breturn /g)) {
      const [start, end] = trimmed(this.text, index + 7, endOfStatement(this.text, index) - 1);
      const isJudgement = /\bbool$/.test(this.functionAt(index).returns) && !/^(true|false)$/.test(this.code(start, end));
      const shown = this.code(index, end);
      if (isJudgement) {
        this.add(`${shown} -> true`, start, end, "true");
        this.add(`${shown} -> false`, start, end, "false");
      }
      this.operands(start, end);
    }
    for (const { index } of this.text.matchAll(/\bbool \w+ =\s/g)) {
      const end = endOfStatement(this.text, index) - 1;
      this.operands(...trimmed(this.text, this.text.indexOf("=", index) + 1, end));
    }
  }

  choices() {
    for (const { index } of this.text.matchAll(/ \? /g)) {
      let start = index;
      for (let depth = 0; start > 0; --start) {
        const before = this.text[start - 1] ?? "";
        if (/[)\]}]/.test(before)) ++depth;
        else if (/[(\[{]/.test(before) && --depth < 0) break;
        else if (depth === 0 && /[;,]/.test(before)) break;
        else if (depth === 0 && /[^=<>!]=\s+$|\breturn $|<< $|[^:]: $/.test(this.text.slice(Math.max(0, start - 24), start))) break;
      }
      const [from, to] = trimmed(this.text, start, index);
      this.add(`${this.code(from, to)} ? -> the other`, from, to, "not");
    }
  }

  bounds() {
    const moved = new Map([["<", "<="], ["<=", "<"], [">", ">="], [">=", ">"]]);
    for (const found of this.text.matchAll(/ (<=?|>=?)\s/g)) {
      const start = found.index + 1;
      const operator = found[1] ?? "";
      if (this.loopHeads.some(([from, to]) => from <= start && start < to)) continue;
      const line = this.source.slice(this.source.lastIndexOf("\n", start) + 1, this.source.indexOf("\n", start)).trim();
      this.add(`${line} -> ${moved.get(operator)}`, start, start + operator.length, "bound");
    }
  }

  statements() {
    for (const found of this.text.matchAll(/(?<=[;{})]\s*|\belse\s+)\b(?!return\b|if\b|for\b|while\b|else\b|switch\b|case\b|const\b|using\b|struct\b|class\b|enum\b|public\b|private\b|default\b|break\b|static_assert\b|continue\b|namespace\b)[\w*(][^;{}]*?(\(|=|\+\+)/g)) {
      const start = found.index;
      if (!this.bodies.some(([from, to]) => from < start && start < to)) continue;
      const end = endOfStatement(this.text, start);
      const text = this.text.slice(start, end);
      const isTry = /^TRY\(/.test(text) && placesOf(text, 4, text.length - 2, ",").length === 0;
      const isCheck = /^(?:[\w()*\[\]>-]+(?:\.|->))*(?:check_\w+|refuse|take)\(/.test(text);
      const isAssignment = /^[\w.*\[\]()>-]+ = |^[\w.*\[\]()>-]+\(|^\+\+/.test(text);
      const isStep = /(^|::)(process_|apply_)/.test(this.functionAt(start).name) && isAssignment && !text.startsWith("TRY(");
      if (isTry || isCheck || isStep) this.add(`${this.code(start, end)} -> nothing`, start, end, "nothing");
    }
  }

  all() {
    this.conditions();
    this.returns();
    this.choices();
    this.bounds();
    this.statements();
    return this.mutants;
  }
}

/** @param {string} file its path in the repository @param {string} source */
export function mutantsOf(file, source) {
  return new Finder(file, source).all();
}

/** Behind the includes of a file with mutants. A bound `a < b` becomes `a < Bound{..} > b`, which binds the same. */
const switchboard = String.raw`
#include <cstdlib>
namespace clearmargin_mutants {
static const int chosen = [] {
    const char* number = std::getenv("CLEARMARGIN_MUTANT");
    return number == nullptr ? -1 : std::atoi(number);
}();
struct Bound { int number; bool less; bool includes; };
template <class T> struct Half { const T& left; Bound bound; };
template <class T> Half<T> operator<(const T& left, Bound bound) { return {left, bound}; }
template <class T, class U> bool operator>(const Half<T>& half, const U& right) {
    const bool includes = half.bound.includes != (chosen == half.bound.number);
    if (half.bound.less) return includes ? !(right < half.left) : half.left < right;
    return includes ? !(half.left < right) : right < half.left;
}
}
using clearmargin_mutants::operator<;
using clearmargin_mutants::operator>;
`;

/** @param {Mutant} mutant @param {number} number @param {string} inner what stands there, with the mutants inside */
function asChoice({ change }, number, inner) {
  const chosen = `(clearmargin_mutants::chosen == ${number})`;
  const declared = inner.match(/^[\w:<>* ]+?(\w+) = [^=]/);
  if (change === "bound") return `< clearmargin_mutants::Bound{${number}, ${inner.startsWith("<")}, ${inner.endsWith("=")}} >`;
  if (change === "nothing") return `{ if (!${chosen}) { ${inner} } }`;
  if (change === "not") return `(${chosen} != static_cast<bool>(${inner}))`;
  if (declared !== null) return `${inner}; ${chosen} ? ${change} : static_cast<bool>(${declared[1]})`;
  return `(${chosen} ? ${change} : static_cast<bool>(${inner}))`;
}

/** The source with all of these mutants in it. @param {string} source @param {readonly Mutant[]} mutants */
export function withChoices(source, mutants) {
  const numbered = mutants.map((mutant, number) => ({ mutant, number }));
  // Outer ones first; of those in one place the order means nothing.
  numbered.sort((a, b) => a.mutant.start - b.mutant.start || b.mutant.end - a.mutant.end);
  let next = 0;
  const write = (/** @type {number} */ start, /** @type {number} */ end) => {
    let text = "";
    for (let entry = numbered[next]; entry !== undefined && entry.mutant.start < end; entry = numbered[next]) {
      ++next;
      text += source.slice(start, entry.mutant.start);
      text += asChoice(entry.mutant, entry.number, write(entry.mutant.start, entry.mutant.end));
      start = entry.mutant.end;
    }
    return text + source.slice(start, end);
  };
  const behindIncludes = source.lastIndexOf("\n#include ");
  const end = source.indexOf("\n", behindIncludes + 1) + 1;
  return source.slice(0, end) + switchboard + write(end, source.length);
}
