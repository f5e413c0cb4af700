// @ts-check
// Takes each check of the verifiers away in turn and demands that the tests notice.
//   node scripts/mutate/mutate.mjs [FILTER...]   mutants whose name contains one of these; all without any
//
// A source is compiled with all its mutants, from a copy below build/mutate, and linked before the libraries of
// build/native, so that it takes the place of its original; nothing of the working tree is touched. The tests are those of the mirrored
// folder, without the shared vectors: what is seen to fail here fails for everyone. What was found before stays known
// for as long as neither source nor tests change, so that a run that was stopped goes on.
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { mutantsOf, withChoices } from "./mutants.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const native = join(root, "build/native");
const work = join(root, "build/mutate");
const jobs = Number(process.env.CLEARMARGIN_JOBS) || availableParallelism();

/** What judges: the sources whose checks are taken away. */
const judged = [
  /^core\/(asset|bytes|codec|evidence|merkle|oracle)\//,
  /^core\/number\/(decimal_text|u256)\.cpp$/,
  /^light-client\/ethereum\/(sync_protocol|update_ranking|sync_committee|sync_committee_signature|light_client_header|execution_payload_header|historical_block|ethereum_light_client|light_client_store|store_json_decode|versioned_object|light_client_json)\.cpp$/,
  /^light-client\/evm\/(trie_proof|trie_node|account_proof|evm_state|execution_header|storage_value|storage_expression|receipt|transaction|transaction_claims|typed_envelope|indexed_trie|block_history|proven_contract|account_answer|mapping_key|l2_evidence)\.cpp$/,
  /^light-client\/vault\//,
  /^light-client\/(op-stack|arbitrum)\//,
  /^wasm\/(bundle|document|pipeline)\//,
  /^wasm\/(advance_light_client|verify_bundle|verify_claims)\.cpp$/,
];

/** @typedef {"killed" | "survived"} Outcome */
/** @typedef {import("./mutants.mjs").Mutant & { file: string, number: number, outcome?: Outcome }} Case */
/** @typedef {{ fingerprint: string, seconds: number, link: (object: string, to: string) => string[] }} Suite */

/** @param {string} text */
const words = (text) => text.split(/\s+/).filter((word) => word !== "");
/** @param {string | Buffer} data */
const digest = (data) => createHash("sha256").update(data).digest("hex");

/** @param {string} program @param {readonly string[]} args @param {number} [seconds] @param {number} [mutant] @returns {Promise<boolean>} */
function succeeds(program, args, seconds = 600, mutant = -1) {
  const environment = { ...process.env, CLEARMARGIN_VECTORS: join(work, "none"), CLEARMARGIN_MUTANT: String(mutant) };
  const options = { cwd: native, env: environment, timeout: Math.ceil(1000 * seconds), killSignal: /** @type {const} */ ("SIGKILL"), maxBuffer: 1 << 26 };
  return new Promise((resolve) => execFile(program, [...args], options, (error) => resolve(error === null)));
}

/** The arguments that made one object, without those for speed and warnings. @returns {Map<string, string[]>} */
function compilations() {
  /** @type {{ file: string, command: string }[]} */
  const all = JSON.parse(readFileSync(join(native, "compile_commands.json"), "utf8"));
  return new Map(all.map(({ file, command }) => [file.slice(root.length), words(command)]));
}

/**
 * The tests of one folder as a program into which a mutant's object can be linked.
 * @param {string} folder
 * @param {string[]} linking the words that link all tests
 * @returns {Promise<Suite>}
 */
async function suiteOf(folder, linking) {
  const tests = linking.filter((word) => word.endsWith(".o"));
  const isSupport = (/** @type {string} */ object) => !object.endsWith("_test.cpp.o");
  // What stands on the whole pipeline is tested by all that does; the long mutations of whole documents are not needed.
  const mirrored = folder.startsWith("wasm") ? "wasm" : folder;
  const wanted = tests.filter((object) =>
    (isSupport(object) || object.includes(`.dir/${mirrored}/`)) && !/\/wasm\/(mutation|hostile_input)_test/.test(object));
  const archives = linking.filter((word) => word.endsWith(".a"));
  if (wanted.every(isSupport)) throw new Error(`no tests mirror ${folder}`);
  const together = join(work, `${folder.replaceAll("/", "-")}-tests.o`);
  execFileSync("ld", ["-r", "-o", together, ...wanted], { cwd: native });
  const lld = existsSync("/usr/bin/ld.lld") ? ["-fuse-ld=lld"] : [];
  const compiler = linking.find((word) => /(\+\+|clang)/.test(basename(word))) ?? "c++";
  const link = (/** @type {string} */ object, /** @type {string} */ to) =>
    [compiler, ...lld, "-o", to, together, ...(object === "" ? [] : [object]), ...archives];
  const fingerprint = digest(wanted.map((object) => digest(readFileSync(join(native, object)))).join());
  return { fingerprint, link };
}

/**
 * The tests with one file's mutants in place, and how long they take while none is chosen.
 * @param {string} file @param {string} text @param {Suite} suite @param {string[]} compilation
 */
async function programOf(file, text, suite, compilation) {
  const program = join(work, file.replaceAll("/", "-").replace(/\.cpp$/, ""));
  const [copy, object] = [`${program}.cpp`, `${program}.o`];
  writeFileSync(copy, text);
  const kept = compilation.filter((word, i) => !/^-(O|W|g)/.test(word) && word !== "-c" && word !== "-o" && compilation[i - 1] !== "-o");
  const [compiler = "", ...flags] = kept.slice(0, -1);
  if (!(await succeeds(compiler, [...flags, "-O1", "-w", "-D_GLIBCXX_ASSERTIONS", "-c", copy, "-o", object]))) throw new Error(`${copy} does not compile`);
  const [linker = "", ...linking] = suite.link(object, program);
  if (!(await succeeds(linker, linking))) throw new Error(`${program} does not link`);
  const begin = performance.now();
  if (!(await succeeds(program, []))) throw new Error(`the tests of ${file} fail as they are`);
  return { program, seconds: (performance.now() - begin) / 1000 };
}

/** The mutants that no test can notice: a name a line, and below it, indented, why. @returns {Map<string, string>} */
function readExcepted() {
  const lines = readFileSync(join(root, "scripts/mutate/excepted.txt"), "utf8").split("\n");
  /** @type {Map<string, string>} */
  const excepted = new Map();
  let name = "";
  for (const line of lines.filter((each) => each !== "" && !each.startsWith("#"))) {
    if (line.startsWith(" ")) excepted.set(name, `${excepted.get(name) ?? ""}${line.trim()} `);
    else excepted.set((name = line), "");
  }
  return excepted;
}

/** What earlier runs found, by what decides it. */
class Memory {
  constructor() {
    this.path = join(work, "outcomes.json");
    /** @type {Record<string, Outcome>} */
    this.outcomes = existsSync(this.path) ? JSON.parse(readFileSync(this.path, "utf8")) : {};
  }
  /** @param {Case} mutant @param {Suite} suite @param {string} source */
  static key({ id }, suite, source) {
    return digest(`${suite.fingerprint} ${digest(source)} ${id}`);
  }
  /** @param {string} key @param {Outcome} outcome */
  remember(key, outcome) {
    this.outcomes[key] = outcome;
    writeFileSync(this.path, JSON.stringify(this.outcomes));
  }
}

/** @param {Case[]} cases @param {Map<string, string>} excepted */
function print(cases, excepted) {
  const files = [...new Set(cases.map(({ file }) => file))];
  const head = ["mutants", "killed", "excepted", "survived"];
  const row = (/** @type {string} */ name, /** @type {(string | number)[]} */ cells) =>
    console.log(name.padEnd(56) + cells.map((cell) => String(cell).padStart(10)).join(""));
  const counts = (/** @type {Case[]} */ some) => {
    const lived = some.filter(({ outcome }) => outcome !== "killed");
    const argued = lived.filter(({ id }) => excepted.has(id)).length;
    return [some.length, some.length - lived.length, argued, lived.length - argued];
  };
  row("", head);
  for (const file of files) row(file, counts(cases.filter((each) => each.file === file)));
  row("all", counts(cases));
}

async function main() {
  const filters = process.argv.slice(2);
  mkdirSync(work, { recursive: true });
  const compiled = compilations();
  const files = [...compiled.keys()].filter((file) => judged.some((pattern) => pattern.test(file))).sort();
  const all = files.flatMap((file) => {
    const mutants = mutantsOf(file, readFileSync(join(root, file), "utf8"));
    return mutants.map((mutant, number) => /** @type {Case} */ ({ ...mutant, file, number }));
  });
  const cases = all.filter(({ id }) => filters.length === 0 || filters.some((filter) => id.includes(filter)));
  const excepted = readExcepted();
  const commands = execFileSync("ninja", ["-C", native, "-t", "commands", "clearmargin_tests"], { encoding: "utf8", maxBuffer: 1 << 28 });
  const linking = words(commands.trim().split("\n").at(-1) ?? "");

  /** @type {Map<string, Suite>} */
  const suites = new Map();
  for (const folder of new Set(cases.map(({ file }) => dirname(file)))) suites.set(folder, await suiteOf(folder, linking));

  const memory = new Memory();
  for (const file of new Set(cases.map((each) => each.file))) {
    const source = readFileSync(join(root, file), "utf8");
    const suite = /** @type {Suite} */ (suites.get(dirname(file)));
    const mutants = cases.filter((each) => each.file === file);
    for (const mutant of mutants) mutant.outcome = memory.outcomes[Memory.key(mutant, suite, source)];
    const left = mutants.filter(({ outcome }) => outcome === undefined);
    if (left.length === 0) continue;
    console.error(`== ${file}: ${left.length} mutants`);
    const text = withChoices(source, all.filter((each) => each.file === file));
    const { program, seconds } = await programOf(file, text, suite, compiled.get(file) ?? []);
    const worker = async () => {
      for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
        // One that runs on for ever is noticed too.
        const survives = await succeeds(program, ["--abort"], 20 + 10 * seconds, mutant.number);
        mutant.outcome = survives ? "survived" : "killed";
        memory.remember(Memory.key(mutant, suite, source), mutant.outcome);
        if (survives && !excepted.has(mutant.id)) console.error(`survived: ${mutant.id} (line ${mutant.line})`);
      }
    };
    await Promise.all(Array.from({ length: jobs }, worker));
  }

  print(cases, excepted);
  const faults = [
    ...cases.filter(({ id, outcome }) => outcome === "survived" && !excepted.has(id)).map(({ id, line }) => `survived: ${id} (line ${line})`),
    ...cases.filter(({ id, outcome }) => outcome === "killed" && excepted.has(id)).map(({ id }) => `excepted, but the tests notice: ${id}`),
    ...[...excepted].filter(([, why]) => why === "").map(([id]) => `excepted without a reason: ${id}`),
    ...[...excepted.keys()].filter((id) => !all.some((each) => each.id === id)).map((id) => `excepted, but there is no such mutant: ${id}`),
  ];
  for (const fault of faults) console.log(fault);
  console.log(`${cases.length - faults.length} passed, ${faults.length} failed, 0 skipped`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

await main();
