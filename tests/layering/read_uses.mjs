import { dirname, join, normalize } from "node:path/posix";
import { refuse_foreign, refuse_ours } from "./rules.mjs";

const include = /^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>)/gm;
const import_from = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*["']([^"']+)["']/g;

/** Packages of this repository by the name they are imported under. */
const packages = new Map([["clearmargin", "web/src/index.ts"]]);

const line_of = (text, index) => text.slice(0, index).split("\n").length;

/** The refusals of one C++ file. `exists` tells whether a path of the repository is a file. */
export function check_cpp(file, text, exists) {
  const refusals = [];
  for (const { 1: ours, 2: foreign, index } of text.matchAll(include)) {
    const reason = foreign
      ? refuse_foreign(file, foreign)
      : exists(ours)
        ? refuse_ours(file, ours)
        : "ours go by their path from the root, others in angle brackets";
    if (reason) refusals.push(`${file}:${line_of(text, index)}: ${ours ?? foreign}: ${reason}`);
  }
  return refusals;
}

/** The refusals of one TypeScript or JavaScript file. */
export function check_script(file, text) {
  const refusals = [];
  for (const { 1: name, index } of text.matchAll(import_from)) {
    const target = name.startsWith(".") ? normalize(join(dirname(file), name)) : packages.get(name.split("/")[0]);
    const reason = target && refuse_ours(file, target);
    if (reason) refusals.push(`${file}:${line_of(text, index)}: ${name}: ${reason}`);
  }
  return refusals;
}
