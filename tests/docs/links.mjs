// Every link of a document to a file of the repository, and every mention of a document in the sources, leads somewhere:
// the file is there, and so is the heading.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path) => readFileSync(join(root, path), "utf8");

/** As the web page of a document has it: the heading in lower case, words by hyphens. */
const anchor_of = (heading) =>
  heading
    .replace(/`|\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replace(/ /g, "-");

/** Text without what is quoted as code, in which nothing is a link. */
const prose_of = (text) => text.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`\n]*`/g, "");

/** The anchors of a document, repeated headings numbered. */
function anchors_of(text) {
  const seen = new Map();
  return new Set(
    [...text.replace(/^```[\s\S]*?^```/gm, "").matchAll(/^#+ +(.+?) *#*$/gm)].map(([, heading]) => {
      const anchor = anchor_of(heading);
      const before = seen.get(anchor) ?? 0;
      seen.set(anchor, before + 1);
      return before === 0 ? anchor : `${anchor}-${before}`;
    }),
  );
}

/** The targets of a document's links that stay in the repository. */
function links_of(text) {
  return [...prose_of(text).matchAll(/\]\(<?([^()\s>]+(?:\([^()\s]*\))?)>?(?: "[^"]*")?\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target));
}

/** Why a link in the file `from` leads nowhere, or nothing. */
function broken(from, target, exists, read_text) {
  const [path, anchor] = target.split("#");
  const file = path === "" ? from : posix.join(dirname(from), decodeURIComponent(path));
  if (file.startsWith("..") || !exists(file)) return `no file ${file}`;
  if (anchor !== undefined && file.endsWith(".md") && !anchors_of(read_text(file)).has(anchor)) return `no heading #${anchor} in ${file}`;
}

// First what must be found and what must not.
const sample = "# One `x_y` thing\n## Two, [three](a.md)!\n## One `x_y` thing\n";
assert.deepEqual([...anchors_of(sample)], ["one-x_y-thing", "two-three", "one-x_y-thing-1"]);
assert.deepEqual(links_of("[a](b.md#c) `[d](e)` [f](https://g) ![h](i.png \"j\")\n```\n[k](l)\n```\n[m](#n)"), ["b.md#c", "i.png", "#n"]);
const there = (file) => file === "docs/a.md";
const text = () => sample;
assert.equal(broken("docs/b.md", "a.md#two-three", there, text), undefined);
assert.equal(broken("README.md", "docs/a.md", there, text), undefined);
assert.equal(broken("docs/a.md", "#four", there, text), "no heading #four in docs/a.md");
assert.equal(broken("docs/b.md", "../a.md", there, text), "no file a.md");
assert.equal(broken("docs/b.md", "../../a.md", there, text), "no file ../a.md");

const skipped = new Set(["node_modules", "build", "dist", ".git"]);
function* files_below(folder) {
  for (const item of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = posix.join(folder, item.name);
    if (item.isDirectory() && !skipped.has(item.name)) yield* files_below(path);
    if (item.isFile()) yield path;
  }
}

const exists = (file) => existsSync(join(root, file));
const refused = [];
let links = 0;
let mentions = 0;
for (const file of files_below("")) {
  if (file.endsWith(".md")) {
    for (const target of links_of(read(file))) {
      links += 1;
      const why = broken(file, target, exists, read);
      if (why !== undefined) refused.push(`${file}: (${target}): ${why}`);
    }
  } else if (/\.([ch]pp|[cm]?[jt]sx?)$/.test(file) && !file.startsWith("tests/docs/")) {
    for (const [target] of read(file).matchAll(/\bdocs\/[\w-]+\.md(#[\w-]+)?/g)) {
      mentions += 1;
      const why = broken("README.md", target, exists, read);
      if (why !== undefined) refused.push(`${file}: ${target}: ${why}`);
    }
  }
}
for (const line of refused) console.error(line);
console.log(`${links} links and ${mentions} mentions looked at`);
assert.ok(links > 50 && mentions > 20, "too few: has the reader gone blind?");
process.exitCode = refused.length === 0 ? 0 : 1;
