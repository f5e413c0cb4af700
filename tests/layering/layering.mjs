// Refuses an include or import that goes upstream. First the rules are tried on lines that they must refuse or let
// pass, then on every file of the repository.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { check_cpp, check_script } from "./read_uses.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders = ["core", "light-client", "wasm", "web", "demo", "tests"];
const is_there = () => true;

const must_refuse = [
  ["core/bytes/hex.cpp", '#include "light-client/evm/rlp.hpp"'],
  ["core/bytes/hex.cpp", '# include\t"wasm/entry.hpp"'],
  ["core/bytes/hex.cpp", '#include "tests/support/vectors.hpp"'],
  ["core/bytes/hex.cpp", "#include <chrono>"],
  ["core/merkle/branch.cpp", "#include <blst.h>"],
  ["core/report/report_writer.cpp", "#include <nlohmann/json.hpp>"],
  ["core/codec/json.hpp", "#include <nlohmann/json.hpp>"],
  ["light-client/op-stack/output_root.cpp", '#include "light-client/ethereum/store.hpp"'],
  ["light-client/evm/account.cpp", '#include "wasm/entry.hpp"'],
  ["wasm/entry.cpp", "#include <emscripten/bind.h>"],
  ["web/src/index.ts", 'import { view } from "../../demo/src/view.js";'],
  ["web/src/index.ts", 'export * from "../../tests/support.js";'],
  ["web/src/index.ts", 'const page = await import("../../demo/src/page.js");'],
];
const must_pass = [
  ["light-client/evm/account.cpp", '#include "core/bytes/hex.hpp"\n#include <vector>'],
  ["light-client/ethereum/store.cpp", '#include "light-client/ethereum/store.hpp"\n#include "light-client/evm/a.hpp"'],
  ["wasm/verify_bundle.cpp", '#include "light-client/ethereum/store.hpp"'],
  ["core/crypto/bls12_381.cpp", "#include <blst.h>"],
  ["wasm/bindings.cpp", "#include <emscripten/bind.h>"],
  ["tests/core/hex_test.cpp", '#include "core/bytes/hex.hpp"\n#include <catch2/catch.hpp>\n#include <filesystem>'],
  ["demo/src/page.ts", 'import { verify } from "clearmargin";\nimport "./style.css";'],
];
const check = (file, text, exists) =>
  /\.[ch]pp$/.test(file) ? check_cpp(file, text, exists) : check_script(file, text);
for (const [file, text] of must_refuse) assert.equal(check(file, text, is_there).length, 1, `${file}: ${text}`);
for (const [file, text] of must_pass) assert.deepEqual(check(file, text, is_there), [], `${file}: ${text}`);
assert.equal(check_cpp("core/bytes/hex.cpp", '#include "hex.hpp"', () => false).length, 1);

function* sources(folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !["node_modules", "dist", "compile-fail"].includes(entry.name)) yield* sources(path);
    if (entry.isFile() && /\.([chm]?[jt]sx?|[chm]pp)$/.test(entry.name) && path !== "tests/layering/layering.mjs")
      yield path;
  }
}

const files = folders.filter((folder) => existsSync(join(root, folder))).flatMap((folder) => [...sources(folder)]);
const refusals = files.flatMap((file) =>
  check(file, readFileSync(join(root, file), "utf8"), (path) => existsSync(join(root, path))),
);
for (const refusal of refusals) console.error(refusal);
console.log(`${files.length} files read`);
console.log(`${must_refuse.length + must_pass.length + files.length} passed, ${refusals.length} failed, 0 skipped`);
process.exitCode = refusals.length === 0 && files.length > 0 ? 0 : 1;
