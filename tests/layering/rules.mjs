// Who may use whom. Every include and import is judged by the path of the file it stands in.

/** Downstream to upstream: a folder may use itself and what comes after it. Other folders may use everything. */
const layers = ["demo", "web", "wasm", "light-client", "core"];

/** A header of someone else's, and the only files that may include it. */
const third_party = [
  [/^blst(_aux)?\.h/, /^(core\/crypto\/(bls12_381|sha256)|tests\/support\/bls_signer)\.cpp$/],
  [/^Keccak/, /^core\/crypto\/keccak256\.cpp$/],
  [/^nlohmann\//, /^core\/codec\/json[a-z_]*\.cpp$/],
  [/^emscripten/, /^wasm\/(analysis_)?bindings\.cpp$/],
  [/^catch2\//, /^tests\//],
];

/** The verifier is a function of its input: it has no clock, chance, file or thread to ask. */
const impure = new Set(
  "chrono ctime time.h random filesystem fstream iostream thread future mutex atomic unistd.h sys/time.h".split(" "),
);

const layer_of = (path) => layers.indexOf(path.split("/")[0]);
const in_ethereum = (path) => path.startsWith("light-client/ethereum/");

/** Why `file` may not use the file of ours at `target`, or nothing. */
export function refuse_ours(file, target) {
  const from = layer_of(file);
  const to = layer_of(target);
  if (from >= 0 && target.startsWith("tests/")) return "nothing that ships may use a test";
  if (from >= 0 && to >= 0 && to < from) return `${layers[from]} may not use ${layers[to]}`;
  if (file.startsWith("light-client/") && in_ethereum(target) && !in_ethereum(file))
    return "only light-client/ethereum may use light-client/ethereum";
}

/** Why `file` may not include the foreign `header`, or nothing. */
export function refuse_foreign(file, header) {
  const rule = third_party.find(([pattern]) => pattern.test(header));
  if (rule && !rule[1].test(file) && !file.startsWith("tests/bench/")) return `only ${rule[1].source} may include it`;
  if (layer_of(file) >= layers.indexOf("wasm") && impure.has(header)) return "a pure function has no use for it";
}
